package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The clock as a WebSocket on the URL of {@link ClockServlet}: each tick is a text message, and what the client says is not
 * listened to. One instance a connection; behind {@link ClockHandshakeFilter}, which has checked the request.
 */
@ServerEndpoint("/clock")
public final class ClockEndpoint {
    private static final Logger LOG = System.getLogger("dev.parley.streams");
    private static final int MAX_MESSAGE_BYTES = 1_024;

    private final Ticker ticker;
    private final Settings.Streams settings;
    private final StreamCounters counters;
    private final Executor blocking;
    private @Nullable WebSocketFollower follower;

    public ClockEndpoint(Ticker ticker, Settings.Streams settings, StreamCounters counters, Executor blocking) {
        this.ticker = ticker;
        this.settings = settings;
        this.counters = counters;
        this.blocking = blocking;
    }

    @OnOpen
    public void open(Session connection) {
        connection.setMaxIdleTimeout(0); // a client has nothing to say
        connection.setMaxTextMessageBufferSize(MAX_MESSAGE_BYTES);
        connection.setMaxBinaryMessageBufferSize(MAX_MESSAGE_BYTES);
        if (!(connection.getUserPrincipal() instanceof ClockHandshakeFilter.ClockPrincipal known)) {
            LOG.log(Level.ERROR, "A WebSocket came past the clock's filter and is refused: map the filter to its path");
            WebSocketFollower.close(connection, blocking, CloseCodes.UNEXPECTED_CONDITION, "not checked");
            return;
        }
        WebSocketFollower opened = new WebSocketFollower(
                ticker,
                counters,
                known.request(),
                new Follower.Bounds(settings.maxBehind(), false),
                connection,
                blocking);
        follower = opened;
        if (!opened.start()) {
            WebSocketFollower.close(connection, blocking, CloseCodes.TRY_AGAIN_LATER, "too many clients");
        }
    }

    @OnClose
    public void close() {
        WebSocketFollower closed = follower;
        if (closed != null) {
            closed.end(Follower.End.LEFT);
        }
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "A WebSocket of the clock broke", failure);
        close();
    }
}
