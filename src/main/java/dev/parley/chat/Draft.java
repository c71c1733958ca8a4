package dev.parley.chat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is not stored yet.
 *
 * @param room where it was said; null for a private message
 * @param recipient of a private message; null otherwise
 * @param text empty for those who come and go
 * @param at in whole milliseconds
 * @param uuid by which its author can send it again without saying it twice; null where that cannot happen
 */
public record Draft(
        MessageKind kind,
        Person author,
        @Nullable RoomName room,
        @Nullable Person recipient,
        String text,
        Instant at,
        @Nullable UUID uuid) {

    public Draft {
        if ((kind == MessageKind.WHISPER) != (recipient != null) || (room == null) != (recipient != null)) {
            throw new IllegalArgumentException("a message is for a room or for one person");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    public static Draft join(RoomName room, Person author, Instant at) {
        return new Draft(MessageKind.JOIN, author, room, null, "", at, null);
    }

    public static Draft leave(RoomName room, Person author, Instant at) {
        return new Draft(MessageKind.LEAVE, author, room, null, "", at, null);
    }

    public static Draft say(RoomName room, Person author, String text, Instant at) {
        return new Draft(MessageKind.SAY, author, room, null, text, at, null);
    }

    public static Draft whisper(Person author, Person recipient, String text, Instant at) {
        return new Draft(MessageKind.WHISPER, author, null, Objects.requireNonNull(recipient), text, at, null);
    }

    /** The same with the id that its author gave it. */
    public Draft as(@Nullable UUID given) {
        return new Draft(kind, author, room, recipient, text, at, given);
    }

    /** This as a message, with the id it was stored under. */
    public Message stored(long id) {
        return new Message(id, kind, author, room, recipient, text, at, uuid);
    }
}
