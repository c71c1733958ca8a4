package dev.parley.streams;

import dev.parley.settings.Settings;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** All connections to the simple echo, and their clock. Safe for every thread. */
public final class EchoConnections implements AutoCloseable {
    private final Settings.Streams settings;
    private final Executor blocking;
    private final Set<EchoConnection> open = ConcurrentHashMap.newKeySet();

    /** @param blocking runs the closing of connections, which may wait for a client that does not read */
    public EchoConnections(Settings.Streams settings, Executor blocking) {
        this.settings = settings;
        this.blocking = blocking;
    }

    /**
     * Cuts every client that lets a message wait for too long. To be called about twice a second; never blocks.
     *
     * @param now of {@link System#nanoTime}
     */
    public void tick(long now) {
        open.forEach(connection -> {
            if (connection.sendingFor(now) > settings.sendTimeout().toNanos()) {
                connection.close(CloseCodes.VIOLATED_POLICY, "slow consumer");
            }
        });
    }

    /** Closes every connection. */
    @Override
    public void close() {
        open.forEach(connection -> connection.close(CloseCodes.GOING_AWAY, "server shutting down"));
    }

    boolean isFull() {
        return open.size() >= settings.maxSockets();
    }

    Settings.Streams settings() {
        return settings;
    }

    Executor blocking() {
        return blocking;
    }

    void opened(EchoConnection connection) {
        open.add(connection);
    }

    void closed(EchoConnection connection) {
        open.remove(connection);
    }
}
