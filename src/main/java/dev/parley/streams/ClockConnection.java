package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One WebSocket to the clock, from the handshake that {@link ClockHandshakeFilter} has checked to its end. */
final class ClockConnection {
    private static final int MAX_MESSAGE_BYTES = 1_024;

    private final Ticker ticker;
    private final Settings.Streams settings;
    private final StreamCounters counters;
    private final ClockRequest request;
    private final Executor blocking;
    private @Nullable WebSocketFollower follower;

    ClockConnection(
            Ticker ticker,
            Settings.Streams settings,
            StreamCounters counters,
            ClockRequest request,
            Executor blocking) {
        this.ticker = ticker;
        this.settings = settings;
        this.counters = counters;
        this.request = request;
        this.blocking = blocking;
    }

    void open(Session session) {
        session.setMaxIdleTimeout(0); // a client has nothing to say
        session.setMaxTextMessageBufferSize(MAX_MESSAGE_BYTES);
        session.setMaxBinaryMessageBufferSize(MAX_MESSAGE_BYTES);
        WebSocketFollower opened = new WebSocketFollower(
                ticker, counters, request, new Follower.Bounds(settings.maxBehind(), false), session, blocking);
        follower = opened;
        if (!opened.start()) {
            WebSocketFollower.close(session, blocking, CloseCodes.TRY_AGAIN_LATER, "too many clients");
        }
    }

    void close() {
        WebSocketFollower closed = follower;
        if (closed != null) {
            closed.end(Follower.End.LEFT);
        }
    }
}
