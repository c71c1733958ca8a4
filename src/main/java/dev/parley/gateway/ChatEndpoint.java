package dev.parley.gateway;

import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.UndertowSessions;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The chat for any WebSocket client: the classic protocol, one text message a line. One instance a connection; behind
 * {@link ChatHandshakeFilter}, which has checked the request.
 */
@ServerEndpoint("/chat")
public final class ChatEndpoint {
    private static final Logger LOG = System.getLogger("dev.parley.gateway");

    private @Nullable LineConnection connection;

    @OnOpen
    public void open(Session session) throws IOException {
        LineConnection mine = ConnectionPrincipal.collaborator(session, LineConnection.class);
        connection = mine;
        if (mine != null) {
            mine.open(session);
            UndertowSessions.endIfGone(session);
        }
    }

    @OnMessage
    public void text(String part, boolean last) {
        if (connection != null) {
            connection.text(part, last);
        }
    }

    @OnMessage
    public void binary(byte[] part, boolean last) {
        if (connection != null) {
            connection.binary();
        }
    }

    @OnMessage
    public void pong(PongMessage pong) {
        if (connection != null) {
            connection.heard();
        }
    }

    @OnClose
    public void close() {
        if (connection != null) {
            connection.closed();
        }
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "A WebSocket of the chat broke", failure);
        close();
    }
}
