package dev.parley.store;

import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonDirectory;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JpaPersonDirectory implements PersonDirectory {
    private final Access access;

    JpaPersonDirectory(Access access) {
        this.access = access;
    }

    @Override
    public Person create(Name name, @Nullable String keyHash) {
        return access.transact(entities -> {
            PersonRow row = new PersonRow(name, keyHash, Instant.now());
            entities.persist(row);
            return row.toPerson();
        });
    }

    @Override
    public Optional<Person> byKey(String keyHash) {
        return access.transact(
                entities -> entities.createQuery("select p from PersonRow p where p.keyHash = :hash", PersonRow.class)
                        .setParameter("hash", keyHash)
                        .getResultStream()
                        .findFirst()
                        .map(PersonRow::toPerson));
    }
}
