package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import dev.parley.transport.http.SessionCloser;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.charset.StandardCharsets;

/** A client of the clock over the container's WebSocket: one send in flight, the next when it has been sent. */
final class WebSocketFollower extends Follower implements SendHandler {
    private final Session connection;
    private final SessionCloser closer;
    private volatile boolean inFlight;

    WebSocketFollower(
            Ticker ticker,
            StreamCounters counters,
            ClockRequest request,
            Bounds bounds,
            Session connection,
            SessionCloser closer) {
        super(ticker, counters, request, bounds);
        this.connection = connection;
        this.closer = closer;
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
        closer.close(connection, code, why.label());
    }
}
