package dev.parley.chat;

import java.util.List;
import java.util.Map;

/** Port: how far everybody has read. Its methods block: for threads that may wait for the database. */
public interface ReadMarks {
    /** No more unread messages of one conversation are counted. */
    int MAX_UNREAD = 1_000;

    /**
     * One person's place in one conversation.
     *
     * @param conversation its {@link Conversation#key}
     */
    record Mark(PersonId person, String conversation) {}

    /**
     * Moves marks to these ids; one that is there already, or further, stays.
     *
     * @throws LogUnavailableException if they are not stored
     */
    void write(Map<Mark, Long> upTo);

    /**
     * The lobby, a person's other rooms by name, and then the private conversations, the one with the newest message first.
     * Whoever has never read in a room begins at its end.
     *
     * @param max private conversations
     * @throws LogUnavailableException if they cannot be read now
     */
    List<Standing> of(PersonId person, int max);
}
