package dev.parley.transport.upgrade;

import dev.parley.engine.Crowded;
import dev.parley.metrics.Tally;
import dev.parley.transport.http.Capacity;
import dev.parley.wire.websocket.CloseCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one mount that are open, or not closed by the container yet: their clock, and their end when the
 * application is undeployed, since containers leave upgraded sockets open then.
 *
 * <p>Closing a connection may block in the container while the client does not read, so it runs on an executor for such work
 * and is interrupted at its deadline. Safe for every thread.
 */
public final class OpenConnections implements AutoCloseable {
    /** How often {@link #tick} is to be called. */
    public static final Duration TICK = Duration.ofMillis(500);

    private static final Logger LOG = System.getLogger("dev.parley.transport.upgrade");
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** From the answer to an opening request until the container begins the connection, which some do not if the client is gone. */
    private static final long BEGIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long UNDEPLOY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Capacity capacity;
    private final long idleNanos;
    private final Executor blocking;
    private final LongSupplier clock;
    private final Set<WebSocketConnection> open = ConcurrentHashMap.newKeySet();
    /** Those of them that may have a deadline: most of many are idle, and cost no look. */
    private final Set<WebSocketConnection> watched = ConcurrentHashMap.newKeySet();

    private final Set<Closing> closing = ConcurrentHashMap.newKeySet();
    private final Set<WebSocketConnection> waiting = ConcurrentHashMap.newKeySet();
    /** Places that nobody has taken yet, the oldest first; guards itself and what is added to {@link #open}. */
    private final Deque<Reservation> reserved = new ArrayDeque<>();

    private final LongAdder refused = new LongAdder();
    private final Tally crossed = new Tally();
    private volatile boolean closed;

    /** A place for a connection of an address, until a time of the clock. */
    private record Reservation(String address, long end) {}

    /**
     * @param max connections, those included that the container has not closed yet
     * @param maxPerAddress of them that come from one address
     * @param idle how long a client may say nothing while nothing is on its way to it; zero for any time, as with a protocol that
     *     has its own heartbeat
     * @param blocking runs what may block
     * @param clock nanoseconds that never go back
     */
    public OpenConnections(int max, int maxPerAddress, Duration idle, Executor blocking, LongSupplier clock) {
        this.capacity = new Capacity(max, maxPerAddress);
        this.idleNanos = idle.toNanos();
        this.blocking = blocking;
        this.clock = clock;
    }

    /** Connections that cost something: open, about to begin, or still being closed. */
    public int size() {
        return capacity.taken();
    }

    /** Connections for which there was no place. */
    public long refused() {
        return refused.sum();
    }

    /** Limits that connections have crossed, by what they bound. */
    public Tally crossed() {
        return crossed;
    }

    /**
     * Keeps a place for a connection that is being answered, before its client can know, and so before another one comes.
     *
     * @return why there is none; null if there is one
     */
    @Nullable
    Crowded reserve(String address) {
        Crowded crowded;
        synchronized (reserved) {
            crowded = closed ? Crowded.SERVER : capacity.crowded(address);
            if (crowded == null) {
                capacity.take(address);
                reserved.add(new Reservation(address, now() + BEGIN_NANOS));
            }
        }
        if (crowded != null) {
            refused.increment();
        }
        return crowded;
    }

    /** Looks at every deadline; never blocks. To be called every {@link #TICK}. */
    public void tick() {
        long now = now();
        synchronized (reserved) {
            while (!reserved.isEmpty() && now - reserved.element().end() >= 0) {
                capacity.giveBack(reserved.remove().address());
            }
        }
        List.copyOf(watched).forEach(connection -> {
            // Removed before the look, so that a deadline that begins meanwhile is not forgotten; by one tick of two
            // that meet.
            if (watched.remove(connection) && connection.tick(now)) {
                watched.add(connection);
            }
        });
        closing.forEach(task -> {
            if (task.isOverdue(now)) {
                task.cancel(true);
            }
        });
        waiting.removeIf(this::closeSoon);
    }

    /** Tells every client that the server goes away, and has every socket closed, for which it waits up to three seconds. */
    @Override
    public void close() {
        closed = true;
        synchronized (reserved) {
            reserved.forEach(place -> capacity.giveBack(place.address()));
            reserved.clear();
        }
        open.forEach(connection -> connection.close(CloseCode.GOING_AWAY, "server shutting down"));
        open.forEach(WebSocketConnection::drop);
        long end = System.nanoTime() + UNDEPLOY_NANOS;
        while (size() > 0 && System.nanoTime() < end) {
            waiting.removeIf(this::closeSoon);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        if (size() > 0) {
            LOG.log(Level.WARNING, "{0} connections did not close in time at the end of the application", size());
        }
        closing.forEach(task -> task.cancel(true));
    }

    /** How long a client may say nothing; 0 for any time. */
    long idleNanos() {
        return idleNanos;
    }

    long now() {
        return clock.getAsLong();
    }

    /** Whether the connection may begin, on a place that was reserved: one that comes while the application ends may not. */
    boolean add(WebSocketConnection connection) {
        synchronized (reserved) {
            open.add(connection);
            watched.add(connection);
            // Whichever of the address's: they are all alike. One that comes after its time counts all the same.
            Reservation place = reserved.stream()
                    .filter(one -> one.address().equals(connection.address()))
                    .findFirst()
                    .orElse(null);
            if (place == null) {
                capacity.take(connection.address());
            } else {
                reserved.remove(place);
            }
        }
        return !closed;
    }

    /** Has the connection looked at from the next tick on, for as long as it has a deadline. */
    void watch(WebSocketConnection connection) {
        watched.add(connection);
    }

    void ended(WebSocketConnection connection) {
        if (connection.closesAtOnce()) {
            connection.closeContainer();
            capacity.giveBack(connection.address());
        } else if (!closeSoon(connection)) {
            waiting.add(connection);
        }
        open.remove(connection); // and the next tick forgets it
    }

    private boolean closeSoon(WebSocketConnection connection) {
        Closing task = new Closing(connection);
        closing.add(task);
        try {
            blocking.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            closing.remove(task);
            return false; // the executor is full; the next tick tries again
        }
    }

    /** A call of the container that may block, and has its time from when it begins: before, it waits for those of others. */
    private final class Closing extends FutureTask<@Nullable Void> {
        private final String address;
        private volatile boolean begun;
        private volatile long deadline;

        Closing(WebSocketConnection connection) {
            super(connection::closeContainer, null);
            address = connection.address();
        }

        @Override
        public void run() {
            deadline = now() + CLOSE_NANOS;
            begun = true;
            super.run();
        }

        boolean isOverdue(long now) {
            return begun && now - deadline >= 0;
        }

        @Override
        protected void done() {
            closing.remove(this);
            capacity.giveBack(address);
        }
    }
}
