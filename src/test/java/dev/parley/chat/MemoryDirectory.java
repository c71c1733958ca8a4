package dev.parley.chat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory that a test can take away. */
public final class MemoryDirectory implements PersonDirectory {
    private final Map<String, Person> byKey = new HashMap<>();
    private long created;
    private boolean away;

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** The hashes of the keys that were given. */
    public Map<String, Person> byKey() {
        return byKey;
    }

    public long created() {
        return created;
    }

    @Override
    public Person create(Name name, @Nullable String keyHash) {
        check();
        Person person = new Person(new PersonId(++created), name);
        if (keyHash != null) {
            byKey.put(keyHash, person);
        }
        return person;
    }

    @Override
    public Optional<Person> byKey(String keyHash) {
        check();
        return Optional.ofNullable(byKey.get(keyHash));
    }

    private void check() {
        if (away) {
            throw new LogUnavailableException(LogUnavailableException.Reason.AWAY, "as the test says", null);
        }
    }
}
