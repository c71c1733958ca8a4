package dev.parley.transport.endpoint;

import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.UndertowSessions;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Socket.IO's WebSocket on the container's own; one instance a connection, behind {@link EndpointHandshakeFilter}. An
 * application with an Engine.IO server on another path extends this with its own {@code @ServerEndpoint}, as some containers
 * take the path from the annotation alone, and overrides every method with its annotation, as Open Liberty looks for none that
 * are inherited.
 */
@ServerEndpoint("/socket.io/")
public class EngineEndpoint {
    private @Nullable EndpointConnection connection;

    @OnOpen
    public void open(Session session) throws IOException {
        EndpointConnection mine = ConnectionPrincipal.collaborator(session, EndpointConnection.class);
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
