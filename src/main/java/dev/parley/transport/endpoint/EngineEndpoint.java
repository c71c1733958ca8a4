package dev.parley.transport.endpoint;

import dev.parley.transport.http.ConnectionPrincipal;
import jakarta.websocket.CloseReason;
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
 * Socket.IO's WebSocket on the container's own; one instance a connection, behind {@link EndpointHandshakeFilter}. An
 * application with an Engine.IO server on another path extends this with its own {@code @ServerEndpoint}: some containers
 * take the path from the annotation alone.
 */
@ServerEndpoint("/socket.io/")
public class EngineEndpoint {
    private static final Logger LOG = System.getLogger("dev.parley.transport.endpoint");

    private @Nullable EndpointConnection connection;

    @OnOpen
    public void open(Session session) throws IOException {
        EndpointConnection mine = ConnectionPrincipal.collaborator(session.getUserPrincipal(), EndpointConnection.class)
                .orElse(null);
        connection = mine;
        if (mine == null) {
            LOG.log(
                    Level.ERROR,
                    "A WebSocket came past the handshake filter and is refused: map the filter to its path");
            session.close(new CloseReason(CloseReason.CloseCodes.UNEXPECTED_CONDITION, "not checked"));
        } else {
            mine.open(session);
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
            connection.binary(part, last);
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
        if (connection != null) {
            connection.error(failure);
        }
    }
}
