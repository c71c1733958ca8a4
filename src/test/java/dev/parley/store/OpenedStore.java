package dev.parley.store;

import dev.parley.chat.Draft;
import dev.parley.chat.LogUnavailableException;
import dev.parley.chat.LogUnavailableException.Reason;
import dev.parley.chat.Message;
import dev.parley.chat.MessageLog;
import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonDirectory;
import dev.parley.chat.PersonId;
import dev.parley.chat.Receipt;
import dev.parley.chat.RoomName;
import dev.parley.lane.Deadlines;
import dev.parley.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** A store with its threads. */
final class OpenedStore implements AutoCloseable {
    static final Person ANN = new Person(new PersonId(1), new Name("Ann"));
    static final Person BOB = new Person(new PersonId(2), new Name("Bob"));

    private static final Duration NAME_KEPT = Duration.ofDays(30);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService work = Executors.newFixedThreadPool(2);
    final Store store;
    final MessageLog log;
    final PersonDirectory directory;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    OpenedStore(DataSource source) {
        this(source, 10_000, Duration.ofMinutes(1));
    }

    OpenedStore(DataSource source, int maxQueued, Duration timeout) {
        store = new Store(source, new Settings.Store(maxQueued, timeout), Thread::new, Deadlines.of(timer, work));
        log = store.messageLog();
        directory = store.personDirectory(NAME_KEPT, () -> now);
    }

    /** Lets the time pass for which a name is kept. */
    void passNameKept() {
        now = now.plus(NAME_KEPT);
    }

    CompletionStage<Message> say(String text) {
        return append(draft(text));
    }

    CompletionStage<Message> append(Draft draft) {
        return log.append(draft).thenApply(Receipt::message);
    }

    static Draft draft(String text) {
        return Draft.say(RoomName.LOBBY, ANN, text, Instant.now());
    }

    static Message stored(CompletionStage<Message> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    static Reason refused(CompletionStage<Message> stage) {
        Throwable failure = stage.handle((message, why) -> why)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        if (failure instanceof CompletionException
                && failure.getCause() instanceof LogUnavailableException unavailable) {
            return unavailable.reason();
        }
        throw new AssertionError("not refused", failure);
    }

    void awaitAway() {
        while (store.problem().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    void awaitBack() {
        while (store.problem().isPresent()) {
            Thread.onSpinWait();
        }
    }

    void passFirstMinute() {
        now = now.plusSeconds(60);
    }

    @Override
    public void close() {
        store.close();
        timer.shutdownNow();
        work.shutdownNow();
    }
}
