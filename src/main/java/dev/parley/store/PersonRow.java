package dev.parley.store;

import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "person")
class PersonRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "person_id")
    @SequenceGenerator(name = "person_id", sequenceName = "person_id", allocationSize = 50)
    private long id;

    private String name;

    @Column(name = "name_key")
    private String nameKey;

    @Column(name = "created_at")
    private long createdAt;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    PersonRow() {}

    PersonRow(Name name, Instant createdAt) {
        this.name = name.text();
        this.nameKey = name.key();
        this.createdAt = createdAt.toEpochMilli();
    }

    boolean isCalled(Name other) {
        return nameKey.equals(other.key());
    }

    Person toPerson() {
        return new Person(new PersonId(id), new Name(name));
    }
}
