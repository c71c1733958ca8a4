package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A client of the clock over the container's WebSocket: one send in flight, the next when it has been sent. */
final class WebSocketFollower extends Follower implements SendHandler {
    private static final Logger LOG = System.getLogger("dev.parley.streams");

    private final Session connection;
    private final Executor blocking;
    private volatile boolean inFlight;

    /** @param blocking runs the closing of connections, which may wait for a client that does not read */
    WebSocketFollower(
            Ticker ticker,
            StreamCounters counters,
            ClockRequest request,
            Bounds bounds,
            Session connection,
            Executor blocking) {
        super(ticker, counters, request, bounds);
        this.connection = connection;
        this.blocking = blocking;
    }

    @Override
    boolean isWritable() {
        return !inFlight;
    }

    @Override
    void write(byte[] bytes) {
        inFlight = true;
        connection.getAsyncRemote().sendText(new String(bytes, StandardCharsets.UTF_8), this);
    }

    @Override
    void flush() {
        // a message is sent whole
    }

    @Override
    public void onResult(SendResult result) {
        inFlight = false;
        if (result.isOK()) {
            wake();
        } else {
            end(End.LEFT);
        }
    }

    @Override
    void finish(End why) {
        CloseCode code = switch (why) {
            case ANSWERED, LEFT -> CloseCodes.NORMAL_CLOSURE;
            case SLOW -> CloseCodes.VIOLATED_POLICY;
            case CUT -> CloseCodes.SERVICE_RESTART;
            case SERVER_CLOSED -> CloseCodes.GOING_AWAY;
        };
        close(connection, blocking, code, why.label());
    }

    static void close(Session connection, Executor blocking, CloseCode code, String reason) {
        try {
            blocking.execute(() -> {
                try {
                    connection.close(new CloseReason(code, reason));
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.DEBUG, "The connection was gone before it could be closed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The server ends, and the container closes the connection itself", e);
        }
    }
}
