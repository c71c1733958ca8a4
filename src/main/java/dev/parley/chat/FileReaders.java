package dev.parley.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may read which file: whoever can read its message. Its methods block: for threads that may wait for the database. Each throws
 * {@link LogUnavailableException} if it cannot be found out now.
 */
public final class FileReaders {
    private final Storage kept;
    private final boolean guests;

    /** @param guests whether those may read whom the server has not authenticated */
    public FileReaders(Storage kept, boolean guests) {
        this.kept = kept;
        this.guests = guests;
    }

    /**
     * A file that this reader may read.
     *
     * @param account the name of whom the server has authenticated, or null
     * @param token what a guest shows ({@link Joined#token}), or null; of no meaning beside an account
     */
    public Optional<FileStore.Kept> find(long id, @Nullable String account, @Nullable String token) {
        if (account == null && !guests) {
            return Optional.empty();
        }
        return kept.files()
                .find(id)
                .filter(file -> kept.log()
                        .find(file.message())
                        .filter(message -> !message.changes().deleted() && isReadable(message, account, token))
                        .isPresent());
    }

    private boolean isReadable(Message message, @Nullable String account, @Nullable String token) {
        RoomName room = message.room();
        if (room != null && (room.isLobby() || kept.rooms().publicRoom(room).isPresent())) {
            return true;
        }
        Optional<PersonId> reader = reader(account, token);
        return reader.isPresent() && isFor(message, reader.get());
    }

    private boolean isFor(Message message, PersonId reader) {
        RoomName room = message.room();
        Person recipient = message.recipient();
        return room == null
                ? message.author().id().equals(reader)
                        || (recipient != null && recipient.id().equals(reader))
                : kept.rooms().readable(room, reader).isPresent();
    }

    private Optional<PersonId> reader(@Nullable String account, @Nullable String token) {
        if (account != null) {
            return Name.parse(account).flatMap(kept.directory()::accountOwner).map(Person::id);
        }
        return token == null ? Optional.empty() : kept.tokens().read(token);
    }
}
