package dev.parley.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes for the sessions that belong to it. Producers leave entries in its queue; a pass takes every entry that has
 * gathered, then has each session that got something write it all at once. So the busier the server is, the more packets
 * share one write, and a broadcast costs its producer one entry and not one a receiver. Where there are many broadcasts and
 * nothing else, a pass lets them gather a little: {@link GatherWindow}.
 *
 * <pre>
 *           submit                 takes all entries            its last session has written
 *   IDLE ──────────────► PENDING ───────────────────► PASSING ──────────────────────────────► IDLE
 *                           ▲                            │
 *                           └────────────────────────────┘  entries came meanwhile
 * </pre>
 *
 * <p><b>Order.</b> While the loop is not idle, what is sent to one of its sessions becomes an entry; while it is idle, the
 * producer writes itself. It is idle again only after a pass has put everything into the outboxes, so what a thread sends
 * first also arrives first, whichever way it went.
 *
 * <p><b>Threads.</b> {@link #submit} and {@link #isIdle} from any thread; {@link #pass} from the loop's thread alone, or in
 * tests from the test's. Nothing on this thread may block. The lock guards the queue and nothing is called under it; the
 * field {@code pass} of a session is touched only by the thread of the pass.
 */
final class FlushLoop implements Runnable {
    /** Something to do in the next pass. */
    interface Entry {
        void apply(FlushLoop loop);

        /** What it counts in the queue. */
        default long weight() {
            return 0;
        }

        /** Whether it may wait for others to share a pass with. */
        default boolean patient() {
            return false;
        }
    }

    /** What one session gets. */
    record Delivery(EngineSession session, Batch batch) implements Entry {
        @Override
        public void apply(FlushLoop loop) {
            loop.deliver(session, batch);
        }

        @Override
        public long weight() {
            return batch.weight();
        }
    }

    /**
     * What the sessions that stand here have got in this pass. Sessions that got the same batches stand at the same node, so
     * they write the same object, and a carrier encodes it once for all of them.
     */
    static final class Node {
        private final @Nullable Node before;
        private final @Nullable Batch last;
        private @Nullable Node next;
        private @Nullable Batch joined;

        private Node(@Nullable Node before, @Nullable Batch last) {
            this.before = before;
            this.last = last;
        }

        /** Of the nodes after this one only the newest is looked up: an entry is distributed before the next one is. */
        @SuppressWarnings("ReferenceEquality") // equal packets of two broadcasts are two batches
        private Node after(Batch batch) {
            Node node = next;
            if (node == null || node.last != batch) {
                node = new Node(this, batch);
                next = node;
            }
            return node;
        }

        private Batch batch() {
            Batch batch = joined;
            if (batch == null) {
                List<Batch> path = new ArrayList<>();
                for (Node node = this; node != null && node.last != null; node = node.before) {
                    path.add(node.last);
                }
                Collections.reverse(path);
                batch = Batch.join(path);
                joined = batch;
            }
            return batch;
        }
    }

    static final int MAX_PENDING = 65_536;

    private static final Logger LOG = System.getLogger("dev.parley.engine");
    private static final long MAX_PENDING_WEIGHT = 64L << 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private List<Entry> gathering = new ArrayList<>();
    private long gatheringWeight;
    /** Something waits that is not patient, or there is no more room. */
    private boolean urgent;

    private boolean stopped;
    private volatile boolean idle = true;

    private final GatherWindow window;
    private final LongSupplier nanoTime;
    private volatile @Nullable Thread thread;
    private final List<EngineSession> dirty = new ArrayList<>();
    private Node start = new Node(null, null);

    /**
     * @param gatherWindow that broadcasts wait at most for others; zero if they do not
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    FlushLoop(Duration gatherWindow, LongSupplier nanoTime) {
        this.window = new GatherWindow(gatherWindow, nanoTime.getAsLong());
        this.nanoTime = nanoTime;
    }

    /**
     * Nothing is queued and no pass is running. A thread that sees this may put packets into an outbox itself without
     * overtaking anything it submitted earlier.
     */
    boolean isIdle() {
        return idle;
    }

    /**
     * Queues an entry. At the bound the caller waits until the loop has caught up, but not for ever; the loop's own thread
     * never waits.
     *
     * @return false if the loop does not catch up, or has stopped: then the entry is not queued
     */
    boolean submit(Entry entry) {
        lock.lock();
        try {
            long left = PATIENCE_NANOS;
            while (isFullFor(entry) && left > 0) {
                hurry();
                left = room.awaitNanos(left);
            }
            return enter(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues an entry if there is room. Never waits.
     *
     * @return false if there is none, or the loop has stopped
     */
    boolean offer(Entry entry) {
        lock.lock();
        try {
            return enter(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private boolean enter(Entry entry) {
        if (stopped || isFullFor(entry)) {
            return false;
        }
        gathering.add(entry);
        gatheringWeight += entry.weight();
        if (!entry.patient()) {
            hurry();
        }
        if (idle) {
            idle = false;
            work.signal();
        }
        return true;
    }

    /** Under the lock. */
    private void hurry() {
        if (!urgent) {
            urgent = true;
            work.signal();
        }
    }

    private boolean isFullFor(Entry entry) {
        return !stopped
                && !gathering.isEmpty()
                && (gathering.size() >= MAX_PENDING || gatheringWeight + entry.weight() > MAX_PENDING_WEIGHT)
                && Thread.currentThread() != thread;
    }

    // ---- in a pass

    /** Notes a batch for a session, which writes it at the end of the pass with whatever else it gets. */
    void deliver(EngineSession session, Batch batch) {
        Node at = session.pass;
        if (at == null) {
            dirty.add(session);
            at = start;
        }
        session.pass = at.after(batch);
    }

    /** Has a session write what this pass has brought it. */
    void flush(EngineSession session) {
        Node at = session.pass;
        if (at != null) {
            session.pass = null;
            session.write(at.batch());
        }
    }

    /**
     * Takes what has gathered and writes it.
     *
     * @return whether there was anything
     */
    boolean pass() {
        long began = nanoTime.getAsLong();
        List<Entry> entries = takeAll();
        entries.forEach(entry -> attempt(() -> entry.apply(this)));
        dirty.forEach(session -> attempt(() -> flush(session)));
        dirty.clear();
        start = new Node(null, null);
        int broadcasts = (int) entries.stream().filter(Entry::patient).count();
        if (broadcasts > 0) {
            window.open(began, nanoTime.getAsLong(), broadcasts);
        }
        endPass();
        return !entries.isEmpty();
    }

    /** Whatever goes wrong for one session, the loop goes on for the others. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A flush loop goes on after an unexpected failure; please report it", e);
        }
    }

    private List<Entry> takeAll() {
        lock.lock();
        try {
            List<Entry> taken = gathering;
            gathering = new ArrayList<>();
            gatheringWeight = 0;
            urgent = false;
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void endPass() {
        lock.lock();
        try {
            idle = gathering.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    // ---- the thread

    /** Makes passes until {@link #stop}, and then a last one. */
    @Override
    public void run() {
        thread = Thread.currentThread();
        while (awaitWork()) {
            pass();
        }
        pass();
    }

    /** @return false if the loop has been stopped */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (!stopped) {
                long left = window.left(nanoTime.getAsLong());
                if (gathering.isEmpty()) {
                    work.awaitUninterruptibly();
                } else if (urgent || left <= 0) {
                    return true;
                } else {
                    work.awaitNanos(left);
                }
            }
            return false;
        } catch (InterruptedException e) {
            return !stopped; // by nobody of Parley's; the pass is a little early
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            work.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
