package dev.parley.store;

import dev.parley.chat.FileStore;
import dev.parley.chat.MessageIndex;
import dev.parley.chat.MessageLog;
import dev.parley.chat.PersonDirectory;
import dev.parley.chat.ReadMarks;
import dev.parley.chat.RoomDirectory;
import dev.parley.chat.Tokens;
import dev.parley.lane.Deadlines;
import dev.parley.settings.ChatSettings;
import dev.parley.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The people, rooms and messages of the chat in a database.
 *
 * <p>It starts without its database, refuses messages while that is away, and goes on by itself when it is back; tables are
 * then made or brought up to date. What is acknowledged is committed: whether it survives a crash is up to the database, and
 * an administrator is warned at the start if it would not.
 *
 * <p>Any number of servers may share a database: ids rise in the order of commits over all of them, and over restarts.
 */
public final class Store implements AutoCloseable {
    private final Settings.Store settings;
    private final Database database;
    private final GroupCommit group;
    private final Access access;
    private final Thread thread;

    /**
     * Starts the writer, and waits at most {@code settings.timeout()} for the database.
     *
     * @param source the container's; non-transactional connections
     * @param threads makes the writer's thread
     * @param deadlines of transactions; what runs then must not be blocked
     */
    public Store(DataSource source, Settings.Store settings, ThreadFactory threads, Deadlines deadlines) {
        this.settings = settings;
        database = new Database(source, settings.timeout(), deadlines);
        group = new GroupCommit(settings);
        access = new Access(database, group);
        MessageWriter writer = new MessageWriter(database, group, settings, deadlines);
        thread = threads.newThread(writer);
        thread.start();
        try {
            writer.awaitFirstTry(settings.timeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public MessageLog messageLog() {
        return new JpaMessageLog(group, access);
    }

    /** @param nameKept how long a guest's name is kept after the last visit */
    public PersonDirectory personDirectory(Duration nameKept, InstantSource clock) {
        return new JpaPersonDirectory(access, nameKept, clock);
    }

    public RoomDirectory roomDirectory(ChatSettings.Rooms limits, InstantSource clock) {
        return new JpaRoomDirectory(access, limits, clock);
    }

    public MessageIndex messageIndex(ChatSettings.Search limits) {
        return new JpaMessageIndex(access, limits.maxExamined());
    }

    public FileStore fileStore(ChatSettings.Files limits, InstantSource clock) {
        return new JpaFileStore(access, limits, clock);
    }

    public ReadMarks readMarks() {
        return new JpaReadMarks(access);
    }

    /** @param key with which they are signed; empty for one that is made once and kept in the database */
    public Tokens tokens(String key) {
        return new SignedTokens(access, key);
    }

    /** What keeps messages from being stored, in a few words that anybody may read. Never blocks. */
    public Optional<String> problem() {
        return group.isOpen() ? Optional.empty() : Optional.of("away");
    }

    /** Stores what waits, within {@code settings.timeout()}, and fails the rest. */
    @Override
    public void close() {
        group.end();
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(settings.timeout().toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        group.away(null, new IllegalStateException("Parley ends"));
        database.close();
    }
}
