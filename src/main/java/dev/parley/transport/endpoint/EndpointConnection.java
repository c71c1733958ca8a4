package dev.parley.transport.endpoint;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.Handshake;
import dev.parley.engine.WebSocketTransport;
import dev.parley.wire.engineio.Bytes;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint does for one connection. Messages are taken in parts, so that the bound on a message is Parley's own and
 * no container keeps a buffer of that size. Called by the container, one call at a time.
 */
final class EndpointConnection {
    private static final Logger LOG = System.getLogger("dev.parley.transport.endpoint");
    private static final int TOO_BIG = 1009;

    private final EngineServer server;
    private final Handshake handshake;
    private final Executor blocking;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private @Nullable EndpointCarrier carrier;

    EndpointConnection(EngineServer server, Handshake handshake, Executor blocking) {
        this.server = server;
        this.handshake = handshake;
        this.blocking = blocking;
    }

    void open(Session connection) {
        connection.setMaxIdleTimeout(0); // the session's heartbeat is the deadline
        EndpointCarrier opened =
                new EndpointCarrier(connection, blocking, self -> new WebSocketTransport(server, self));
        carrier = opened;
        opened.transport().start(handshake);
    }

    void text(String part, boolean last) {
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

    void binary(byte[] part, boolean last) {
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

    void close() {
        ended(CloseReason.TRANSPORT_CLOSE);
    }

    void error(Throwable failure) {
        LOG.log(Level.DEBUG, "A WebSocket broke", failure);
        ended(CloseReason.TRANSPORT_ERROR);
    }

    private void ended(CloseReason why) {
        EndpointCarrier from = carrier;
        if (from != null) {
            from.transport().ended(why);
        }
    }
}
