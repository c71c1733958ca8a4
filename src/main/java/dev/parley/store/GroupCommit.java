package dev.parley.store;

import dev.parley.chat.Draft;
import dev.parley.chat.LogUnavailableException;
import dev.parley.chat.LogUnavailableException.Reason;
import dev.parley.chat.Receipt;
import dev.parley.chat.UnknownFileException;
import dev.parley.settings.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait to be stored, and the transaction that is being tried. The writer takes all that has gathered as one
 * {@link Batch} and settles it; a deadline may give it up meanwhile.
 *
 * <pre>
 *   append -> waiting -> take -> WRITING -> commits -> COMMITTING -> committed
 *                ^                  |                      |
 *                +---- split -------+------- giveUp -------+-> given up
 * </pre>
 *
 * Stages complete in the order in which this decided about them, one at a time, under no lock, on the thread that decided or
 * on one that was completing stages already. Thread-safe.
 */
final class GroupCommit {
    private enum Phase {
        WRITING,
        COMMITTING,
        SETTLED
    }

    /** A message and who waits for it. */
    record Pending(Draft draft, CompletableFuture<Receipt> done) {}

    /** The messages of one transaction. */
    static final class Batch {
        private final List<Pending> messages;
        private Phase phase = Phase.WRITING;

        private Batch(List<Pending> messages) {
            this.messages = messages;
        }

        List<Draft> drafts() {
            return messages.stream().map(Pending::draft).toList();
        }
    }

    private final int maxQueued;
    private final Object lock = new Object();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final Deque<Runnable> decided = new ArrayDeque<>();
    private @Nullable Batch current;
    private int batchLimit = Integer.MAX_VALUE;
    private boolean open;
    private boolean ended;
    private boolean checkAsked;
    private boolean completing;

    /** Refuses everything until {@link #open}. */
    GroupCommit(Settings.Store settings) {
        maxQueued = settings.maxQueued();
    }

    CompletionStage<Receipt> append(Draft draft) {
        synchronized (lock) {
            if (open && !ended && queued() < maxQueued) {
                CompletableFuture<Receipt> done = new CompletableFuture<>();
                waiting.add(new Pending(draft, done));
                lock.notifyAll();
                return done;
            }
            return CompletableFuture.failedStage(
                    open && !ended
                            ? new LogUnavailableException(Reason.BUSY, maxQueued + " messages wait to be stored", null)
                            : new LogUnavailableException(Reason.AWAY, "The database does not answer", null));
        }
    }

    private int queued() {
        return waiting.size() + (current == null ? 0 : current.messages.size());
    }

    /** Whether messages are taken. */
    boolean isOpen() {
        synchronized (lock) {
            return open && !ended;
        }
    }

    boolean isEnded() {
        synchronized (lock) {
            return ended;
        }
    }

    void open() {
        synchronized (lock) {
            open = true;
            batchLimit = Integer.MAX_VALUE;
        }
    }

    /** Takes no more messages; those that wait are still handed to the writer. */
    void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    /** Waits, unless this has ended. */
    void pause(long millis) throws InterruptedException {
        synchronized (lock) {
            await(millis, () -> ended);
        }
    }

    /** Lets {@link #take} return at once, so that the database is tried. */
    void check() {
        synchronized (lock) {
            checkAsked = true;
            lock.notifyAll();
        }
    }

    /**
     * Waits for messages, for so long at most.
     *
     * @return null if none came, if a check was asked for, or at the end
     */
    @Nullable
    Batch take(long millis) throws InterruptedException {
        synchronized (lock) {
            await(millis, () -> !waiting.isEmpty() || ended || checkAsked);
            checkAsked = false;
            if (waiting.isEmpty()) {
                return null;
            }
            int size = Math.min(waiting.size(), batchLimit);
            List<Pending> messages = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                messages.add(waiting.remove());
            }
            current = new Batch(messages);
            return current;
        }
    }

    private void await(long millis, BooleanSupplier until) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0 && !until.getAsBoolean(); ) {
            lock.wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    /** Right before the commit. @throws IllegalStateException if the batch was given up: then it must be rolled back */
    void commits(Batch batch) {
        synchronized (lock) {
            if (batch.phase != Phase.WRITING) {
                throw new IllegalStateException("Given up before the commit");
            }
            batch.phase = Phase.COMMITTING;
        }
    }

    /**
     * @param receipts one for each message; nothing for one that was not stored because of its files
     * @return false if the batch was given up while it was committed
     */
    boolean committed(Batch batch, List<Optional<Receipt>> receipts) {
        synchronized (lock) {
            if (!settle(batch)) {
                return false;
            }
            batchLimit = batchLimit > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : batchLimit * 2;
            decided.add(() -> {
                for (int i = 0; i < receipts.size(); i++) {
                    settle(batch.messages.get(i).done(), receipts.get(i));
                }
            });
        }
        complete();
        return true;
    }

    private static void settle(CompletableFuture<Receipt> done, Optional<Receipt> receipt) {
        if (receipt.isPresent()) {
            done.complete(receipt.get());
        } else {
            done.completeExceptionally(new UnknownFileException());
        }
    }

    /**
     * The database refused a batch because of what is in it: tries it again in halves, or fails its only message.
     *
     * @return whether its only message failed
     */
    boolean refused(Batch batch, RuntimeException why) {
        synchronized (lock) {
            if (!settle(batch)) {
                return false;
            }
            if (batch.messages.size() > 1) {
                batchLimit = batch.messages.size() / 2;
                for (int i = batch.messages.size() - 1; i >= 0; i--) {
                    waiting.addFirst(batch.messages.get(i));
                }
                return false;
            }
            batchLimit = Integer.MAX_VALUE;
            decided.add(failing(batch.messages, "The database does not take this message", why));
        }
        complete();
        return true;
    }

    /** The deadline of a batch: fails it and all that waits behind it, unless it is settled. @return whether it did */
    boolean giveUp(Batch batch) {
        synchronized (lock) {
            if (!settle(batch)) {
                return false;
            }
            decided.add(failing(batch.messages, "The database does not answer in time", null));
            shut(null);
        }
        complete();
        return true;
    }

    /** The database is away: fails the batch and all that waits. @return whether messages were taken until now */
    boolean away(@Nullable Batch batch, RuntimeException why) {
        boolean wasOpen;
        synchronized (lock) {
            if (batch != null && settle(batch)) {
                decided.add(failing(batch.messages, "The database does not answer", why));
            }
            wasOpen = open;
            shut(why);
        }
        complete();
        return wasOpen;
    }

    private void shut(@Nullable RuntimeException why) {
        open = false;
        if (!waiting.isEmpty()) {
            decided.add(failing(List.copyOf(waiting), "The database does not answer", why));
            waiting.clear();
        }
    }

    private boolean settle(Batch batch) {
        if (batch.phase == Phase.SETTLED) {
            return false;
        }
        batch.phase = Phase.SETTLED;
        current = null;
        return true;
    }

    private static Runnable failing(List<Pending> messages, String what, @Nullable RuntimeException why) {
        LogUnavailableException failure = new LogUnavailableException(Reason.AWAY, what, why);
        return () -> messages.forEach(pending -> pending.done().completeExceptionally(failure));
    }

    /** Whoever comes first completes for all. */
    private void complete() {
        for (Runnable next = next(false); next != null; next = next(true)) {
            next.run();
        }
    }

    private @Nullable Runnable next(boolean mine) {
        synchronized (lock) {
            if (completing && !mine) {
                return null;
            }
            Runnable next = decided.poll();
            completing = next != null;
            return next;
        }
    }
}
