package dev.parley.chat;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Port: keeps every message.
 *
 * <p>What changes a message ({@link MessageKind#CHANGES}) is a message itself, in the same order. A page has messages as they are
 * now; those that change others are in pages {@linkplain Cursor.After after an id} alone, for whoever has what they change.
 */
public interface MessageLog {

    /**
     * Stores a message. Never blocks. Stages complete in the order in which the messages were appended, one after the other,
     * on any thread; ids of messages that are stored for the first time are strictly increasing in that order. Nobody who has
     * read a message finds one with a lower id later, whichever server stored it.
     *
     * <p>An author's message with a {@link Draft#uuid} is stored once, however often and on however many servers it is
     * appended: each time the receipt is of the first.
     *
     * <p>Its files become those of the message in the same transaction, if its author has sent each whole and none is of a message.
     *
     * @return complete when the message is committed; or fails with {@link LogUnavailableException}, or with
     *     {@link UnknownFileException} because of its files, and then the message is not stored. It fails within seconds when the
     *     database is away
     */
    CompletionStage<Receipt> append(Draft draft);

    /**
     * The message that an author has stored under an id. Blocks: for threads that may wait for the database.
     *
     * @throws LogUnavailableException if it cannot be read now
     */
    Optional<Message> find(PersonId author, UUID uuid);

    /**
     * A message as it is now. Blocks: for threads that may wait for the database.
     *
     * @throws LogUnavailableException if it cannot be read now
     */
    Optional<Message> find(long id);

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
