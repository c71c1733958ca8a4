package dev.parley.streams;

import dev.parley.metrics.Tally;
import dev.parley.settings.Settings;
import dev.parley.transport.http.Places;
import dev.parley.transport.http.SessionCloser;
import jakarta.websocket.CloseReason.CloseCodes;

/** All connections to the simple echo, and their clock. Safe for every thread. */
public final class EchoConnections implements AutoCloseable {
    private final Settings.Streams settings;
    private final SessionCloser closer;
    private final Places<EchoConnection> places;
    private final Tally crossed = new Tally();

    public EchoConnections(Settings.Streams settings, SessionCloser closer) {
        this.settings = settings;
        this.closer = closer;
        places = new Places<>(settings.maxSockets(), settings.maxSocketsPerAddress());
    }

    /**
     * Cuts every client that lets a message wait for too long, or has said nothing for too long. To be called about twice a
     * second; never blocks.
     *
     * @param now of {@link System#nanoTime}
     */
    public void tick(long now) {
        places.taken().forEach(connection -> {
            if (connection.sendingFor(now) > settings.sendTimeout().toNanos()) {
                connection.cut("send-timeout", CloseCodes.VIOLATED_POLICY, "slow consumer");
            } else if (connection.silentFor(now) > settings.idleTimeout().toNanos()) {
                connection.cut("idle-timeout", CloseCodes.GOING_AWAY, "idle");
            }
        });
    }

    /** Closes every connection. */
    @Override
    public void close() {
        places.taken().forEach(connection -> connection.close(CloseCodes.GOING_AWAY, "server shutting down"));
    }

    /** The connections that are open. */
    public Places<EchoConnection> places() {
        return places;
    }

    /** Limits that connections have crossed, by what they bound. */
    public Tally crossed() {
        return crossed;
    }

    Settings.Streams settings() {
        return settings;
    }

    SessionCloser closer() {
        return closer;
    }

    void opened(EchoConnection connection, String address) {
        places.take(connection, address);
    }

    void closed(EchoConnection connection) {
        places.leave(connection);
    }
}
