package dev.parley.chat;

import java.util.concurrent.CompletionStage;

/** Port: keeps every message. */
public interface MessageLog {

    /**
     * Stores a message. Never blocks. Stages complete in the order in which the messages were appended, one after the other,
     * on any thread; ids are strictly increasing in that order.
     *
     * @return complete when the message is committed; or fails with {@link LogUnavailableException}, and then the message is
     *     not stored. It fails within seconds when the database is away
     */
    CompletionStage<Message> append(Draft draft);

    /**
     * What was said in a room. Blocks: for threads that may wait for the database.
     *
     * @throws LogUnavailableException if it cannot be read now
     */
    Page room(RoomName room, Cursor cursor, int limit);

    /**
     * The private messages between a person and everybody who had the other name, never those of anybody else. Blocks.
     *
     * @param other compared by {@link Name#key}
     * @throws LogUnavailableException if they cannot be read now
     */
    Page direct(PersonId me, Name other, Cursor cursor, int limit);
}
