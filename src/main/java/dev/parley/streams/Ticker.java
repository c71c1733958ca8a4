package dev.parley.streams;

import dev.parley.engine.Crowded;
import dev.parley.metrics.StreamCounters;
import dev.parley.transport.http.Capacity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One timer and one sequence of ids for every client of the clock. The last minute of ticks is kept, and it is everybody's
 * queue: a client has no more than a place in it. The timer thread only submits; clients are woken on the executor.
 *
 * <p>Ids begin at the second of the epoch in which the ticker began, so that they go on rising after a restart.
 */
public final class Ticker implements AutoCloseable {
    /** Ticks that are kept for clients that come back. */
    static final int KEPT = 60;

    private static final Logger LOG = System.getLogger("dev.parley.streams");
    private static final long PERIOD_MILLIS = 1_000;

    /** A timer this much early still means the second that begins. */
    private static final long EARLY_MILLIS = 20;

    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Executor executor;
    private final StreamCounters counters;
    private final Capacity clients;
    private final AtomicInteger tasks = new AtomicInteger();
    private final Map<Duration, Lag> lags = new ConcurrentHashMap<>();
    private final Set<Late> late = ConcurrentHashMap.newKeySet();
    private final AtomicReferenceArray<Tick> kept = new AtomicReferenceArray<>(KEPT);
    private final Lag punctual = new Lag();
    private volatile Tick newest;
    private volatile boolean closed;
    private volatile @Nullable Future<?> next;

    /**
     * What is held for clients at one moment.
     *
     * @param clients that are let in and have not left
     * @param delays by which some of them see ticks late
     * @param tasks that wait on the timer for clients, beside the clock's own
     */
    record Load(int clients, int delays, int tasks) {}

    /** Clients that see ticks equally late, and the newest tick that they may see. */
    private final class Lag implements Runnable {
        private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean submitted = new AtomicBoolean();
        private volatile long visible;

        void reach(long id) {
            visible = id;
            if (!followers.isEmpty() && submitted.compareAndSet(false, true)) {
                try {
                    executor.execute(this);
                } catch (RejectedExecutionException e) {
                    submitted.set(false);
                    LOG.log(Level.WARNING, "Clients of the clock were not woken: the executor is full or has ended", e);
                }
            }
        }

        @Override
        public void run() {
            submitted.set(false);
            followers.forEach(Follower::wake);
        }
    }

    /** A client that is answered once. */
    private final class Late implements Runnable {
        private final Runnable task;
        private final Runnable giveUp;
        private final String address;

        Late(Runnable task, Runnable giveUp, String address) {
            this.task = task;
            this.giveUp = giveUp;
            this.address = address;
        }

        @Override
        public void run() {
            try {
                executor.execute(() -> end(task));
            } catch (RejectedExecutionException e) {
                end(giveUp);
            }
        }

        void end(Runnable how) {
            if (late.remove(this)) {
                clients.giveBack(address);
                how.run();
            }
        }
    }

    /**
     * A ticker with its first tick; {@link #start()} makes it go on.
     *
     * @param executor runs the passes over all clients; nothing in them blocks
     * @param maxClients clients that may follow at once
     * @param maxPerAddress of them that come from one address
     */
    public Ticker(
            Clock clock,
            ScheduledExecutorService timer,
            Executor executor,
            int maxClients,
            int maxPerAddress,
            StreamCounters counters) {
        this.clock = clock;
        this.timer = timer;
        this.executor = executor;
        this.clients = new Capacity(maxClients, maxPerAddress);
        this.counters = counters;
        this.newest = new Tick(clock.instant().getEpochSecond(), clock.instant(), clock.getZone());
        keep(newest);
        lags.put(Duration.ZERO, punctual);
    }

    /** Ticks at the beginning of each second from now on. */
    public void start() {
        scheduleNext();
    }

    private void scheduleNext() {
        long past = Math.floorMod(clock.millis() + EARLY_MILLIS, PERIOD_MILLIS) - EARLY_MILLIS;
        try {
            next = timer.schedule(this::onTimer, PERIOD_MILLIS - past, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!closed) {
                LOG.log(Level.ERROR, "The clock stands still: its timer has ended", e);
            }
        }
    }

    private void onTimer() {
        if (!closed) {
            try {
                tick();
            } finally {
                scheduleNext();
            }
        }
    }

    /** The next tick of the sequence; called by one thread at a time. */
    void tick() {
        Tick tick = new Tick(newest.id() + 1, clock.instant(), clock.getZone());
        keep(tick);
        newest = tick;
        counters.ticked();
        lags.forEach((delay, lag) -> {
            if (lag == punctual) {
                lag.reach(tick.id());
            } else if (lag.followers.isEmpty()) {
                lags.computeIfPresent(delay, (key, last) -> last.followers.isEmpty() ? null : last);
            } else {
                schedule(() -> lag.reach(tick.id()), delay);
            }
        });
    }

    private void keep(Tick tick) {
        kept.set((int) (tick.id() % KEPT), tick);
        if (punctual.visible == 0) {
            punctual.visible = tick.id();
        }
    }

    Tick newest() {
        return newest;
    }

    /** Why no further client of an address is let in, which then counts as refused; null if one is. */
    @Nullable
    Crowded crowded(String address) {
        Crowded crowded = closed ? Crowded.SERVER : clients.crowded(address);
        if (crowded != null) {
            counters.refused();
        }
        return crowded;
    }

    private boolean enter(String address) {
        if (clients.take(address) && !closed) {
            return true;
        }
        clients.giveBack(address);
        counters.refused();
        return false;
    }

    /**
     * Lets a client in, which is woken at each tick from now on.
     *
     * @return false if there are too many
     */
    boolean join(Follower follower) {
        if (!enter(follower.address())) {
            return false;
        }
        lags.compute(follower.delay(), (delay, lag) -> {
            Lag joined = lag == null ? newLag(delay) : lag;
            joined.followers.add(follower);
            return joined;
        });
        if (closed) {
            follower.end(Follower.End.SERVER_CLOSED);
        }
        return true;
    }

    private Lag newLag(Duration delay) {
        Lag lag = new Lag();
        long behind = delay.toMillis() / PERIOD_MILLIS;
        lag.visible = newest.id() - behind;
        return lag;
    }

    void leave(Follower follower) {
        Lag lag = lags.get(follower.delay());
        if (lag != null && lag.followers.remove(follower)) {
            clients.giveBack(follower.address());
        }
    }

    /** The newest tick that clients so late may see; older than all that are kept right after the start. */
    long visible(Duration delay) {
        Lag lag = lags.get(delay);
        return lag == null ? newest.id() - delay.toMillis() / PERIOD_MILLIS : lag.visible;
    }

    /**
     * The tick that follows in a client's sequence.
     *
     * @param last the last it has seen; one from a later time than this ticker's counts as none
     * @return null as long as there is none that it may see
     */
    @Nullable
    Tick after(long last, Duration delay) {
        long visible = visible(delay);
        if (last >= visible) {
            return null;
        }
        for (long id = Math.max(last + 1, visible - KEPT + 1); id <= visible; id++) {
            Tick tick = kept.get((int) (id % KEPT));
            if (tick != null && tick.id() == id) {
                return tick;
            }
        }
        return null;
    }

    /**
     * Runs a task once after the delay that its client asked for, on the executor; the client counts until then.
     *
     * @param giveUp runs in its place, at once and on any thread, if the executor is full or the clock is closed
     * @return false if there are too many
     */
    boolean later(Runnable task, Runnable giveUp, ClockRequest request) {
        if (!enter(request.address())) {
            return false;
        }
        Late client = new Late(task, giveUp, request.address());
        late.add(client);
        if (closed) {
            client.end(giveUp);
        } else {
            schedule(client, request.fault().delay());
        }
        return true;
    }

    private void schedule(Runnable task, Duration delay) {
        tasks.incrementAndGet();
        Runnable counted = () -> {
            tasks.decrementAndGet();
            task.run();
        };
        Future<?> unused = timer.schedule(counted, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    Load load() {
        return new Load(clients.taken(), lags.size() - 1, tasks.get());
    }

    /** Stops the clock and ends every client, on this thread. */
    @Override
    public void close() {
        closed = true;
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
        lags.values().forEach(lag -> lag.followers.forEach(f -> f.end(Follower.End.SERVER_CLOSED)));
        late.forEach(client -> client.end(client.giveUp));
    }
}
