package dev.parley.streams;

import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.UndertowSessions;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The simplest WebSocket of the lab, on the container's own: the text {@code hello} is answered with
 * {@code 5. 服务器说:hello}. Text only. One instance a connection, behind {@link EchoHandshakeFilter}.
 */
@ServerEndpoint("/echo")
public final class EchoEndpoint {
    private static final Logger LOG = System.getLogger("dev.parley.streams");

    private @Nullable EchoConnection connection;

    @OnOpen
    public void open(Session session) throws IOException {
        EchoConnection mine = ConnectionPrincipal.collaborator(session, EchoConnection.class);
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
            connection.close(CloseCodes.CANNOT_ACCEPT, "text only");
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
        LOG.log(Level.DEBUG, "A WebSocket of the echo broke", failure);
        close();
    }
}
