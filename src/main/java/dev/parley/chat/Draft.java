package dev.parley.chat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message that is not stored yet.
 *
 * @param room where it was said, or where what it changes was said; null for a private message and its changes
 * @param recipient of a private message, or the other person of the one that it changes; null otherwise
 * @param text empty for those who come and go, and where something is taken back; the emoji of a reaction
 * @param at in whole milliseconds
 * @param uuid by which its author can send it again without saying it twice; null where that cannot happen
 * @param about the id of the message that it answers or changes; null if there is none
 * @param files ids of what its author has sent for it ({@link FileStore})
 */
public record Draft(
        MessageKind kind,
        Person author,
        @Nullable RoomName room,
        @Nullable Person recipient,
        String text,
        Instant at,
        @Nullable UUID uuid,
        @Nullable Long about,
        List<Long> files) {

    public Draft {
        files = List.copyOf(files);
        boolean isPrivate = kind.isChange() ? recipient != null : kind == MessageKind.WHISPER;
        if (isPrivate != (recipient != null) || (room == null) != isPrivate) {
            throw new IllegalArgumentException("a message is for a room or for one person");
        }
        if (kind.isChange() && about == null) {
            throw new IllegalArgumentException("a change changes a message");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    public static Draft join(RoomName room, Person author, Instant at) {
        return new Draft(MessageKind.JOIN, author, room, null, "", at, null, null, List.of());
    }

    public static Draft leave(RoomName room, Person author, Instant at) {
        return new Draft(MessageKind.LEAVE, author, room, null, "", at, null, null, List.of());
    }

    public static Draft say(RoomName room, Person author, String text, Instant at) {
        return new Draft(MessageKind.SAY, author, room, null, text, at, null, null, List.of());
    }

    public static Draft whisper(Person author, Person recipient, String text, Instant at) {
        return new Draft(
                MessageKind.WHISPER, author, null, Objects.requireNonNull(recipient), text, at, null, null, List.of());
    }

    /** What somebody does to a message, in the conversation of that. */
    static Draft change(MessageKind kind, Person author, Message target, String text, Instant at) {
        Person recipient = target.recipient();
        Person other = recipient == null || target.author().id().equals(author.id()) ? recipient : target.author();
        return new Draft(kind, author, target.room(), other, text, at, null, target.id(), List.of());
    }

    /** The same with the id that its author gave it. */
    public Draft as(@Nullable UUID given) {
        return new Draft(kind, author, room, recipient, text, at, given, about, files);
    }

    /** The same as an answer to a message. */
    public Draft answering(Message answered) {
        return new Draft(kind, author, room, recipient, text, at, uuid, answered.id(), files);
    }

    /** The same with files. */
    public Draft with(List<Long> shared) {
        return new Draft(kind, author, room, recipient, text, at, uuid, about, shared);
    }

    /** Whether a message is of the same conversation. */
    boolean isWhere(Message other) {
        Person otherRecipient = other.recipient();
        if (recipient == null || otherRecipient == null) {
            return room != null && room.equals(other.room());
        }
        return pair(author, recipient).equals(pair(other.author(), otherRecipient));
    }

    private static Set<PersonId> pair(Person one, Person other) {
        return Stream.of(one.id(), other.id()).collect(Collectors.toSet());
    }

    /** This as a message, with the id it was stored under. */
    public Message stored(long id, List<SharedFile> shared) {
        return new Message(id, kind, author, room, recipient, text, at, uuid, about, Changes.NONE, shared);
    }
}
