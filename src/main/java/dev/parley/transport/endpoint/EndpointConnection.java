package dev.parley.transport.endpoint;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.Handshake;
import dev.parley.engine.WebSocketTransport;
import dev.parley.metrics.Tally;
import dev.parley.transport.http.SessionCloser;
import dev.parley.transport.http.TextParts;
import dev.parley.wire.engineio.Bytes;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
    private final SessionCloser closer;
    private final Tally crossed;
    private final TextParts text;
    private ByteArrayOutputStream binary = new ByteArrayOutputStream(0);
    private @Nullable EndpointCarrier carrier;
    private boolean tooBig;

    EndpointConnection(EngineServer server, Handshake handshake, SessionCloser closer, Tally crossed) {
        this.server = server;
        this.handshake = handshake;
        this.closer = closer;
        this.crossed = crossed;
        this.text = new TextParts(server.settings().maxPayload());
    }

    void open(Session connection) {
        connection.setMaxIdleTimeout(0); // the session's heartbeat is the deadline
        EndpointCarrier opened = new EndpointCarrier(connection, closer, self -> new WebSocketTransport(server, self));
        carrier = opened;
        opened.transport().start(handshake);
    }

    void text(String part, boolean last) {
        EndpointCarrier to = carrier;
        if (to == null) {
            return;
        }
        if (!text.fits(part)) {
            endAsTooBig(to);
            return;
        }
        String message = text.add(part, last);
        if (message != null) {
            to.transport().text(message);
        }
    }

    void binary(byte[] part, boolean last) {
        EndpointCarrier to = carrier;
        if (to == null) {
            return;
        }
        if (binary.size() + part.length > server.settings().maxPayload()) {
            endAsTooBig(to);
            return;
        }
        if (last && binary.size() == 0) {
            to.transport().binary(Bytes.copyOf(part));
            return;
        }
        binary.writeBytes(part);
        if (last) {
            Bytes message = Bytes.wrap(binary.toByteArray());
            binary = new ByteArrayOutputStream(0); // and not the room that this message took
            to.transport().binary(message);
        }
    }

    private void endAsTooBig(EndpointCarrier to) {
        if (!tooBig) {
            tooBig = true;
            crossed.count("max-message");
        }
        to.close(TOO_BIG, "message too big");
        to.transport().ended(CloseReason.TRANSPORT_ERROR);
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
