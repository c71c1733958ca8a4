package dev.parley.chat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is stored.
 *
 * @param id higher than that of every message committed before, by whichever server; below 2^53
 * @param author with the name of that time
 * @param room as of {@link Draft}
 * @param recipient as of {@link Draft}, with the name of that time
 * @param uuid as of {@link Draft}
 */
public record Message(
        long id,
        MessageKind kind,
        Person author,
        @Nullable RoomName room,
        @Nullable Person recipient,
        String text,
        Instant at,
        @Nullable UUID uuid) {

    /** Whether it is of a room beside the lobby. */
    public boolean isOfAnotherRoom() {
        return room != null && !room.isLobby();
    }
}
