package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import dev.parley.transport.http.SessionCloser;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/** One WebSocket to the clock, from the handshake that {@link ClockHandshakeFilter} has checked to its end. */
final class ClockConnection {
    private static final int MAX_MESSAGE_BYTES = 1_024;

    private final Ticker ticker;
    private final Settings.Streams settings;
    private final StreamCounters counters;
    private final ClockRequest request;
    private final SessionCloser closer;
    private @Nullable WebSocketFollower follower;

    ClockConnection(
            Ticker ticker,
            Settings.Streams settings,
            StreamCounters counters,
            ClockRequest request,
            SessionCloser closer) {
        this.ticker = ticker;
        this.settings = settings;
        this.counters = counters;
        this.request = request;
        this.closer = closer;
    }

    void open(Session session) {
        session.setMaxIdleTimeout(0); // a client has nothing to say
        session.setMaxTextMessageBufferSize(MAX_MESSAGE_BYTES);
        session.setMaxBinaryMessageBufferSize(MAX_MESSAGE_BYTES);
        WebSocketFollower opened = new WebSocketFollower(
                ticker, counters, request, new Follower.Bounds(settings.maxBehind(), false), session, closer);
        follower = opened;
        if (!opened.start()) {
            closer.close(session, CloseCodes.TRY_AGAIN_LATER, "too many clients");
        }
    }

    void close() {
        WebSocketFollower closed = follower;
        if (closed != null) {
            closed.end(Follower.End.LEFT);
        }
    }
}
