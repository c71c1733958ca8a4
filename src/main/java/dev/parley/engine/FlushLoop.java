package dev.parley.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that writes for the sessions that belong to it. A pass takes every entry that has gathered, puts its packets
 * into the outboxes, and then lets each session that got something write all it has at once. So the server batches by
 * itself when it is busy, and only then.
 *
 * <p>Thread contract: {@link #submit} and {@link #isIdle} from any thread; {@link #pass} from the loop's thread alone.
 * Nothing on this thread may block.
 */
final class FlushLoop implements Runnable {
    /** Something to do in the next pass; what it makes dirty is written at the end of the pass. */
    interface Entry {
        void apply(FlushLoop loop);
    }

    static final int MAX_PENDING = 65_536;

    private static final Logger LOG = System.getLogger("dev.parley.engine");
    private static final int MAX_PASS = 4_096;
    private static final long SUBMIT_DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final List<EngineSession> dirty = new ArrayList<>();
    private volatile boolean parked;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * Nothing is queued and no pass is running: everything submitted before has been written or stands in its outbox. A
     * thread that sees this may put packets into an outbox itself without overtaking anything it submitted earlier.
     */
    boolean isIdle() {
        return pending.get() == 0;
    }

    /**
     * Queues an entry. At the bound the caller waits until the loop has caught up; the loop's own thread never waits.
     *
     * @throws RejectedExecutionException if the loop has not caught up within five seconds
     */
    void submit(Entry entry) {
        if (pending.get() >= MAX_PENDING && Thread.currentThread() != thread) {
            awaitRoom();
        }
        pending.incrementAndGet();
        entries.add(entry);
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    private void awaitRoom() {
        long start = System.nanoTime();
        while (pending.get() >= MAX_PENDING) {
            if (System.nanoTime() - start > SUBMIT_DEADLINE_NANOS) {
                throw new RejectedExecutionException("a flush loop has been behind for five seconds");
            }
            LockSupport.parkNanos(this, WAIT_NANOS);
        }
    }

    /** Remembers that the session has something to write in this pass. */
    void markDirty(EngineSession session) {
        if (session.becomesDirty()) {
            dirty.add(session);
        }
    }

    /**
     * Takes what has gathered and writes it.
     *
     * @return whether there was anything
     */
    boolean pass() {
        int taken = 0;
        Entry entry;
        while (taken < MAX_PASS && (entry = entries.poll()) != null) {
            taken++;
            attempt(entry);
        }
        for (int i = 0; i < dirty.size(); i++) {
            EngineSession session = dirty.get(i);
            session.becomesClean();
            attempt(loop -> session.drain());
        }
        dirty.clear();
        pending.addAndGet(-taken);
        return taken > 0;
    }

    private void attempt(Entry entry) {
        try {
            entry.apply(this);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A flush loop goes on after an unexpected failure; please report it", e);
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stopped) {
            if (!pass()) {
                parked = true;
                if (entries.isEmpty() && !stopped) {
                    LockSupport.park(this);
                }
                parked = false;
            }
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
