package dev.parley.chat;

import java.util.Optional;

/** Port: proofs of who a guest is. Its methods may block: for threads that may wait for the database. */
public interface Tokens {

    /**
     * What its owner shows to be this person again; nobody else can make it.
     *
     * @throws LogUnavailableException if it cannot be made now
     */
    String of(PersonId id);

    /**
     * Whose token this is; nothing if it is none, or of another key.
     *
     * @throws LogUnavailableException if it cannot be found out now
     */
    Optional<PersonId> read(String token);
}
