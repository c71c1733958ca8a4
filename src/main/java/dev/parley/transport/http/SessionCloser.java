package dev.parley.transport.http;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * Closes the container's WebSockets, for which some container waits while the client does not read. Safe for every thread.
 *
 * @param executor of threads that may wait; loses no task
 */
public record SessionCloser(Executor executor) {
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");

    /** Returns at once. */
    public void close(Session session, CloseCode code, String reason) {
        executor.execute(() -> {
            try {
                session.close(new CloseReason(code, reason));
            } catch (IOException | RuntimeException e) { // what it is, depends on the container
                LOG.log(Level.DEBUG, "A WebSocket was gone before it could be closed", e);
            }
        });
    }
}
