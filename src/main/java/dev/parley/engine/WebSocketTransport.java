package dev.parley.engine;

import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.engineio.EngineCodec;
import dev.parley.wire.engineio.EngineFormatException;
import dev.parley.wire.engineio.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO over a WebSocket, whatever carries it: opens a session of its own, or joins one as the candidate of an upgrade
 * (Engine.IO protocol v4, "Upgrade").
 *
 * <p>Thread contract: {@link #start}, {@link #text} and {@link #binary} by one thread at a time, as a connection is read;
 * everything else from any thread.
 */
public final class WebSocketTransport implements Transport {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;

    private final EngineServer server;
    private final WebSocketCarrier carrier;
    private volatile @Nullable EngineSession session;
    private volatile boolean base64;
    private volatile boolean sending;
    private volatile long sendDeadline;

    public WebSocketTransport(EngineServer server, WebSocketCarrier carrier) {
        this.server = server;
        this.carrier = carrier;
    }

    /**
     * Opens a session, or joins that of the sid in the handshake's query as the candidate of an upgrade. If there is none to
     * join the connection is closed.
     */
    public void start(Handshake handshake) {
        base64 = handshake.queryParam("b64").isPresent();
        String sid = handshake.queryParam("sid").orElse(null);
        EngineSession joined = sid == null ? server.open(handshake, this) : server.find(sid);
        if (joined == null || (sid != null && !joined.propose(this))) {
            carrier.close(POLICY_VIOLATION, "unknown session");
            return;
        }
        session = joined;
        joined.ready(this);
    }

    @Override
    public Kind kind() {
        return Kind.WEBSOCKET;
    }

    // ---- in ----

    /** A text message has come. */
    public void text(String message) {
        EngineSession joined = session;
        if (joined == null) {
            return;
        }
        try {
            joined.received(this, EngineCodec.decode(message));
        } catch (EngineFormatException e) {
            joined.lost(this, CloseReason.PARSE_ERROR);
        }
    }

    /** A binary message has come. */
    public void binary(Bytes message) {
        EngineSession joined = session;
        if (joined != null) {
            joined.received(this, new EnginePacket.Binary(message));
        }
    }

    /** The connection has ended, by the client or by a failure. May be called more than once. */
    public void ended(CloseReason why) {
        EngineSession joined = session;
        if (joined != null) {
            joined.lost(this, why);
        }
    }

    // ---- out ----

    /** The carrier has sent its batch and takes another. */
    public void sent() {
        sending = false;
        EngineSession joined = session;
        if (joined != null) {
            joined.ready(this);
        }
    }

    @Override
    public void write(List<Outgoing> batch) {
        sendDeadline = server.now() + server.settings().sendTimeout().toNanos();
        sending = true;
        carrier.send(base64 ? withoutBinary(batch) : Batch.of(batch));
        EngineSession joined = session;
        if (sending && joined != null) {
            joined.watch();
        }
    }

    private static Batch withoutBinary(List<Outgoing> batch) {
        return Batch.of(batch.stream().map(Outgoing::withoutBinary).toList());
    }

    @Override
    public boolean tick(long now) {
        boolean waits = sending;
        if (waits && now - sendDeadline >= 0) {
            ended(CloseReason.SLOW_CONSUMER);
        }
        return waits;
    }

    @Override
    public void close(CloseReason why) {
        int code = switch (why) {
            case SERVER_SHUTDOWN -> GOING_AWAY;
            case SLOW_CONSUMER, TOO_FAST, PARSE_ERROR -> POLICY_VIOLATION;
            default -> NORMAL;
        };
        carrier.close(code, why.text());
    }
}
