package dev.parley.streams;

import dev.parley.transport.http.ConnectionPrincipal;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The clock as a WebSocket on the URL of {@link ClockServlet}: each tick is a text message, and what the client says is not
 * listened to. One instance a connection; behind {@link ClockHandshakeFilter}, which has checked the request.
 */
@ServerEndpoint("/clock")
public final class ClockEndpoint {
    private static final Logger LOG = System.getLogger("dev.parley.streams");

    private @Nullable ClockConnection connection;

    @OnOpen
    public void open(Session session) throws IOException {
        ClockConnection mine = ConnectionPrincipal.collaborator(session.getUserPrincipal(), ClockConnection.class)
                .orElse(null);
        connection = mine;
        if (mine == null) {
            LOG.log(Level.ERROR, "A WebSocket came past the clock's filter and is refused: map the filter to its path");
            session.close(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "not checked"));
        } else {
            mine.open(session);
        }
    }

    @OnClose
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "A WebSocket of the clock broke", failure);
        close();
    }
}
