package dev.parley.chat;

import java.util.Optional;

/**
 * Port: keeps who was ever here, and for whom a name is kept. Names are compared by {@link Name#key}. Its methods block: for
 * threads that may wait for the database.
 */
public interface PersonDirectory {

    /**
     * A new person who will not come back.
     *
     * @return nobody if the name is kept for somebody
     * @throws LogUnavailableException if the person is not stored
     */
    Optional<Person> passing(Name name);

    /**
     * The guest of this name, for whom it is kept from now on, until some time after the last visit; for a new one it is kept
     * for a minute at first, since the guest may never get to know who it is.
     *
     * @param shown who the guest has proved to be. If the name was that person's and is not kept for anybody else, it is the
     *     same person again; otherwise a new one
     * @return nobody if the name is kept for somebody else
     * @throws LogUnavailableException if that is not stored
     */
    Optional<Person> guest(Name name, Optional<PersonId> shown);

    /**
     * The person with an account of this name: always the same one, and never one that a guest has been.
     *
     * @throws LogUnavailableException if that is not stored
     */
    Person account(Name name);

    /**
     * For whom a name is kept now.
     *
     * @throws LogUnavailableException if it cannot be found out now
     */
    Optional<Person> owner(Name name);

    /**
     * The person with an account of this name, if that was ever here.
     *
     * @throws LogUnavailableException if it cannot be found out now
     */
    Optional<Person> accountOwner(Name name);

    /**
     * A visit goes on or ends: a guest's name is kept from now on for as long as the setting says.
     *
     * @throws LogUnavailableException if that is not stored
     */
    void seen(PersonId id);

    /**
     * Keeps a guest's name no longer.
     *
     * @throws LogUnavailableException if that is not stored
     */
    void release(PersonId id);
}
