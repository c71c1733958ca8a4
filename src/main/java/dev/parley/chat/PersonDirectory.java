package dev.parley.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: keeps who was ever here. Its methods block: for threads that may wait for the database. */
public interface PersonDirectory {

    /**
     * Stores a new person, whoever had that name before.
     *
     * @param keyHash by which the person is found again, at most 64 characters; null for somebody who will not come back
     * @throws LogUnavailableException if the person is not stored
     */
    Person create(Name name, @Nullable String keyHash);

    /** @throws LogUnavailableException if it cannot be found out now */
    Optional<Person> byKey(String keyHash);
}
