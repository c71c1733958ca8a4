package dev.parley.streams;

import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.UndertowSessions;
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
        ClockConnection mine = ConnectionPrincipal.collaborator(session, ClockConnection.class);
        connection = mine;
        if (mine != null) {
            mine.open(session);
            UndertowSessions.endIfGone(session);
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
