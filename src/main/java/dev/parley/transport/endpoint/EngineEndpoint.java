package dev.parley.transport.endpoint;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.WebSocketTransport;
import dev.parley.transport.endpoint.EndpointHandshakeFilter.HandshakePrincipal;
import dev.parley.wire.engineio.Bytes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO over the container's WebSocket; one instance a connection. Messages are taken in parts, so that the bound on a
 * message is Parley's own and no container keeps a buffer of that size.
 *
 * <p>Behind {@link EndpointHandshakeFilter}, which has checked the request.
 */
@ServerEndpoint("/socket.io/")
public final class EngineEndpoint {
    private static final Logger LOG = System.getLogger("dev.parley.transport.endpoint");
    private static final int TOO_BIG = 1009;

    private final EngineServer server;
    private final Executor blocking;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private @Nullable EndpointCarrier carrier;

    public EngineEndpoint(EngineServer server, Executor blocking) {
        this.server = server;
        this.blocking = blocking;
    }

    @OnOpen
    public void open(Session connection) {
        connection.setMaxIdleTimeout(0); // the session's heartbeat is the deadline
        EndpointCarrier opened =
                new EndpointCarrier(connection, blocking, self -> new WebSocketTransport(server, self));
        carrier = opened;
        if (connection.getUserPrincipal() instanceof HandshakePrincipal known) {
            opened.transport().start(known.handshake());
        } else {
            LOG.log(
                    Level.ERROR,
                    "A WebSocket came past the handshake filter and is refused: map the filter to its path");
            opened.close(1011, "not checked");
        }
    }

    @OnMessage
    public void text(String part, boolean last) {
        EndpointCarrier to = carrier;
        if (to == null || isTooBig(to, text.length() + part.length())) {
            return;
        }
        if (last && text.isEmpty()) {
            to.transport().text(part);
            return;
        }
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            to.transport().text(message);
        }
    }

    @OnMessage
    public void binary(byte[] part, boolean last) {
        EndpointCarrier to = carrier;
        if (to == null || isTooBig(to, binary.size() + part.length)) {
            return;
        }
        if (last && binary.size() == 0) {
            to.transport().binary(Bytes.copyOf(part));
            return;
        }
        binary.writeBytes(part);
        if (last) {
            Bytes message = Bytes.wrap(binary.toByteArray());
            binary.reset();
            to.transport().binary(message);
        }
    }

    private boolean isTooBig(EndpointCarrier to, int size) {
        if (size <= server.settings().maxPayload()) {
            return false;
        }
        to.close(TOO_BIG, "message too big");
        to.transport().ended(CloseReason.TRANSPORT_ERROR);
        return true;
    }

    @OnClose
    public void close() {
        EndpointCarrier from = carrier;
        if (from != null) {
            from.transport().ended(CloseReason.TRANSPORT_CLOSE);
        }
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "A WebSocket broke", failure);
        EndpointCarrier from = carrier;
        if (from != null) {
            from.transport().ended(CloseReason.TRANSPORT_ERROR);
        }
    }
}
