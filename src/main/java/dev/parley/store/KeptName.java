package dev.parley.store;

import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** For whom a name is kept. */
@Entity
@Table(name = "kept_name")
class KeptName {
    @Id
    @Column(name = "name_key")
    private String nameKey;

    private String name;

    @Column(name = "person_id")
    private long personId;

    private boolean account;

    @Column(name = "seen_at")
    private long seenAt;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    KeptName() {}

    KeptName(Person owner, boolean account, Instant seen) {
        nameKey = owner.name().key();
        keepFor(owner, account, seen);
    }

    final void keepFor(Person owner, boolean anAccount, Instant seen) {
        name = owner.name().text();
        personId = owner.id().value();
        account = anAccount;
        seenAt = seen.toEpochMilli();
    }

    Person owner() {
        return new Person(new PersonId(personId), new Name(name));
    }

    boolean isAccount() {
        return account;
    }

    /** @param since the beginning of the time for which a guest's name is kept */
    boolean isKept(Instant since) {
        return account || seenAt > since.toEpochMilli();
    }
}
