package dev.parley.chat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A directory that a test can take away, and that forgets a name when the test says so; tokens are its numbers. */
public final class MemoryDirectory implements PersonDirectory, Tokens {
    private static final String TOKEN = "token of ";

    private record Kept(Person owner, boolean account) {}

    private final Map<String, Kept> names = new HashMap<>();
    private final Map<PersonId, Person> persons = new HashMap<>();
    /** Where these people are members. */
    public final MemoryRooms rooms = new MemoryRooms(this::keptName);

    private long created;
    private boolean away;

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    public long created() {
        return created;
    }

    /** The time for which it is kept is over. */
    public void expire(String name) {
        names.remove(new Name(name).key());
    }

    @Override
    public Optional<Person> passing(Name name) {
        check();
        return names.containsKey(name.key()) ? Optional.empty() : Optional.of(create(name));
    }

    @Override
    public Optional<Person> guest(Name name, Optional<PersonId> shown) {
        check();
        Kept kept = names.get(name.key());
        if (kept == null) {
            Optional<Person> before =
                    shown.map(persons::get).filter(p -> p.name().key().equals(name.key()));
            return Optional.of(keep(before.orElseGet(() -> create(name)), false));
        }
        return shown.filter(id -> !kept.account() && id.equals(kept.owner().id()))
                .map(id -> new Person(id, name));
    }

    @Override
    public Person account(Name name) {
        check();
        Kept kept = names.get(name.key());
        return kept != null && kept.account() ? kept.owner() : keep(create(name), true);
    }

    @Override
    public Optional<Person> owner(Name name) {
        check();
        return Optional.ofNullable(names.get(name.key())).map(Kept::owner);
    }

    @Override
    public Optional<Person> accountOwner(Name name) {
        check();
        return Optional.ofNullable(names.get(name.key())).filter(Kept::account).map(Kept::owner);
    }

    @Override
    public void seen(PersonId id) {
        check();
    }

    @Override
    public void release(PersonId id) {
        check();
        names.values().removeIf(kept -> kept.owner().id().equals(id) && !kept.account());
    }

    @Override
    public String of(PersonId id) {
        return TOKEN + id.value();
    }

    @Override
    public Optional<PersonId> read(String token) {
        check();
        return token.startsWith(TOKEN)
                ? Optional.of(new PersonId(Long.parseLong(token.substring(TOKEN.length()))))
                : Optional.empty();
    }

    private Optional<Name> keptName(PersonId id) {
        return names.values().stream()
                .map(Kept::owner)
                .filter(owner -> owner.id().equals(id))
                .map(Person::name)
                .findFirst();
    }

    private Person keep(Person owner, boolean account) {
        names.put(owner.name().key(), new Kept(owner, account));
        return owner;
    }

    private Person create(Name name) {
        Person person = new Person(new PersonId(++created), name);
        persons.put(person.id(), person);
        return person;
    }

    private void check() {
        if (away) {
            throw new LogUnavailableException(LogUnavailableException.Reason.AWAY, "as the test says", null);
        }
    }
}
