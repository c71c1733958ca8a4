package dev.parley.chat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is stored.
 *
 * @param id higher than that of every message committed before, by whichever server; below 2^53
 * @param author with the name of that time
 * @param room as of {@link Draft}
 * @param recipient as of {@link Draft}, with the name of that time
 * @param text as it is now
 * @param uuid as of {@link Draft}
 * @param about as of {@link Draft}
 * @param files that are shared in it, in the order in which they are shown
 */
public record Message(
        long id,
        MessageKind kind,
        Person author,
        @Nullable RoomName room,
        @Nullable Person recipient,
        String text,
        Instant at,
        @Nullable UUID uuid,
        @Nullable Long about,
        Changes changes,
        List<SharedFile> files) {

    public Message {
        files = List.copyOf(files);
    }

    /** The same after one more change to it. What was taken back stays so. */
    public Message after(Message change) {
        if (changes.deleted()) {
            return this;
        }
        Name by = change.author().name();
        return switch (change.kind()) {
            case EDIT -> changed(change.text(), changes.edited(change.at()), files);
            case DELETE -> changed("", changes.erased(), List.of());
            case REACT -> changed(text, changes.with(change.text(), by), files);
            case UNREACT -> changed(text, changes.without(change.text(), by), files);
            default -> throw new IllegalArgumentException("no change: " + change.kind());
        };
    }

    /** The same with this done to it in all. */
    public Message with(Changes all) {
        return changed(text, all, files);
    }

    /** The same with these files. */
    public Message with(List<SharedFile> shared) {
        return changed(text, changes, shared);
    }

    private Message changed(String textNow, Changes all, List<SharedFile> shared) {
        return new Message(id, kind, author, room, recipient, textNow, at, uuid, about, all, shared);
    }

    /** Whether the classic protocol can tell it: it has the lobby and private messages, and nothing that changes them. */
    public boolean isClassic() {
        return (room == null || room.isLobby()) && !kind.isChange();
    }
}
