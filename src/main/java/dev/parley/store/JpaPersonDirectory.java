package dev.parley.store;

import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonDirectory;
import dev.parley.chat.PersonId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JpaPersonDirectory implements PersonDirectory {
    private static final Duration AT_FIRST = Duration.ofMinutes(1);

    private final Access access;
    private final Duration kept;
    private final InstantSource clock;

    /** @param kept how long a guest's name is kept after the last visit */
    JpaPersonDirectory(Access access, Duration kept, InstantSource clock) {
        this.access = access;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Optional<Person> passing(Name name) {
        return access.transact(entities -> {
            KeptName row = entities.find(KeptName.class, name.key());
            return row != null && row.isKept(since()) ? Optional.empty() : Optional.of(create(entities, name));
        });
    }

    @Override
    public Optional<Person> guest(Name name, Optional<PersonId> shown) {
        return access.transact(entities -> {
            KeptName row = locked(entities, name);
            boolean own = row != null
                    && !row.isAccount()
                    && shown.filter(row.owner().id()::equals).isPresent();
            if (row != null && !own && row.isKept(since())) {
                return Optional.empty();
            }
            Optional<Person> before = shown.filter(id -> row == null || own)
                    .map(id -> entities.find(PersonRow.class, id.value()))
                    .filter(person -> person.isCalled(name))
                    .map(person -> new Person(person.toPerson().id(), name));
            Person guest = before.orElseGet(() -> create(entities, name));
            keep(entities, row, guest, false, before.isPresent() ? clock.instant() : atFirst());
            return Optional.of(guest);
        });
    }

    /** When a new guest has been seen last, so that the name is not kept for longer than {@link #AT_FIRST}. */
    private Instant atFirst() {
        Instant seen = since().plus(AT_FIRST);
        return seen.isAfter(clock.instant()) ? clock.instant() : seen;
    }

    @Override
    public Person account(Name name) {
        return access.transact(entities -> {
            KeptName row = locked(entities, name);
            Person person =
                    row != null && row.isAccount() ? new Person(row.owner().id(), name) : create(entities, name);
            keep(entities, row, person, true, clock.instant());
            return person;
        });
    }

    @Override
    public Optional<Person> owner(Name name) {
        return access.transact(entities -> Optional.ofNullable(entities.find(KeptName.class, name.key()))
                .filter(row -> row.isKept(since()))
                .map(KeptName::owner));
    }

    @Override
    public Optional<Person> accountOwner(Name name) {
        return access.transact(entities -> Optional.ofNullable(entities.find(KeptName.class, name.key()))
                .filter(KeptName::isAccount)
                .map(KeptName::owner));
    }

    @Override
    public void seen(PersonId id) {
        access.transact(entities -> entities.createQuery("update KeptName k set k.seenAt = :now where k.personId = :id")
                .setParameter("now", clock.instant().toEpochMilli())
                .setParameter("id", id.value())
                .executeUpdate());
    }

    @Override
    public void release(PersonId id) {
        access.transact(
                entities -> entities.createQuery("delete from KeptName k where k.personId = :id and k.account = false")
                        .setParameter("id", id.value())
                        .executeUpdate());
    }

    private Instant since() {
        return clock.instant().minus(kept);
    }

    private static @Nullable KeptName locked(EntityManager entities, Name name) {
        return entities.find(KeptName.class, name.key(), LockModeType.PESSIMISTIC_WRITE);
    }

    private void keep(EntityManager entities, @Nullable KeptName row, Person owner, boolean account, Instant seen) {
        if (row == null) {
            entities.persist(new KeptName(owner, account, seen));
        } else {
            row.keepFor(owner, account, seen);
        }
    }

    private Person create(EntityManager entities, Name name) {
        PersonRow row = new PersonRow(name, clock.instant());
        entities.persist(row);
        return row.toPerson();
    }
}
