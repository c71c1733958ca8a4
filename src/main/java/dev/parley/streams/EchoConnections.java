package dev.parley.streams;

import dev.parley.settings.Settings;
import dev.parley.transport.http.SessionCloser;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** All connections to the simple echo, and their clock. Safe for every thread. */
public final class EchoConnections implements AutoCloseable {
    private final Settings.Streams settings;
    private final SessionCloser closer;
    private final Set<EchoConnection> open = ConcurrentHashMap.newKeySet();
    private final LongAdder refused = new LongAdder();

    public EchoConnections(Settings.Streams settings, SessionCloser closer) {
        this.settings = settings;
        this.closer = closer;
    }

    /**
     * Cuts every client that lets a message wait for too long, or has said nothing for too long. To be called about twice a second; never blocks.
     *
     * @param now of {@link System#nanoTime}
     */
    public void tick(long now) {
        open.forEach(connection -> {
            if (connection.sendingFor(now) > settings.sendTimeout().toNanos()) {
                connection.close(CloseCodes.VIOLATED_POLICY, "slow consumer");
            } else if (connection.silentFor(now) > settings.idleTimeout().toNanos()) {
                connection.close(CloseCodes.GOING_AWAY, "idle");
            }
        });
    }

    /** Closes every connection. */
    @Override
    public void close() {
        open.forEach(connection -> connection.close(CloseCodes.GOING_AWAY, "server shutting down"));
    }

    /** Whether there is room for one more; counts those for whom there is none. */
    boolean admits() {
        boolean room = open.size() < settings.maxSockets();
        if (!room) {
            refused.increment();
        }
        return room;
    }

    /** Connections for which there was no room. */
    public long refused() {
        return refused.sum();
    }

    /** Those that are open. */
    public int size() {
        return open.size();
    }

    Settings.Streams settings() {
        return settings;
    }

    SessionCloser closer() {
        return closer;
    }

    void opened(EchoConnection connection) {
        open.add(connection);
    }

    void closed(EchoConnection connection) {
        open.remove(connection);
    }
}
