package dev.parley.engine;

import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.engineio.EngineCodec;
import dev.parley.wire.engineio.EngineFormatException;
import dev.parley.wire.engineio.EnginePacket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO over a WebSocket, whatever carries it: opens a session of its own, or joins one as the candidate of an upgrade
 * (Engine.IO protocol v4, "Upgrade").
 *
 * <p>Thread contract: {@link #start}, {@link #text} and {@link #binary} by one thread at a time, as a connection is read;
 * everything else from any thread.
 */
public final class WebSocketTransport implements Transport {
    private static final String PROBE = "probe";
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;

    private final EngineServer server;
    private final WebSocketCarrier carrier;
    /** The carrier takes a batch. Whoever turns this to false has the right to give it one. */
    private final AtomicBoolean free = new AtomicBoolean(true);

    private volatile @Nullable EngineSession session;
    private volatile boolean active;
    private volatile long sendDeadline;
    private volatile boolean sending;

    public WebSocketTransport(EngineServer server, WebSocketCarrier carrier) {
        this.server = server;
        this.carrier = carrier;
    }

    /**
     * Opens a session, or joins that of the sid in the handshake's query. If there is none to join the connection is closed.
     */
    public void start(Handshake handshake) {
        String sid = handshake.queryParam("sid").orElse(null);
        session = sid == null ? server.open(handshake, this) : server.find(sid);
        if (session == null) {
            carrier.close(POLICY_VIOLATION, "unknown session");
        } else if (sid == null) {
            becomeActive();
        }
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
        EnginePacket packet;
        try {
            packet = EngineCodec.decode(message);
        } catch (EngineFormatException e) {
            refuse(joined);
            return;
        }
        if (active) {
            joined.received(this, packet);
        } else {
            candidateReceived(joined, packet);
        }
    }

    /** A binary message has come. */
    public void binary(Bytes message) {
        EngineSession joined = session;
        if (joined == null) {
            return;
        }
        if (active) {
            joined.received(this, new EnginePacket.Binary(message));
        } else {
            refuse(joined);
        }
    }

    private void candidateReceived(EngineSession joined, EnginePacket packet) {
        if (packet instanceof EnginePacket.Ping ping && ping.data().equals(PROBE)) {
            if (joined.probe(this) && free.compareAndSet(true, false)) {
                send(List.of(Outgoing.of(new EnginePacket.Pong(PROBE))));
            } else {
                refuse(joined);
            }
        } else if (packet instanceof EnginePacket.Upgrade && joined.promote(this)) {
            becomeActive();
        } else {
            refuse(joined);
        }
    }

    /** Breaking the protocol ends an active transport's session, and of a candidate only its own connection. */
    private void refuse(EngineSession joined) {
        joined.lost(this, CloseReason.PARSE_ERROR);
        carrier.close(POLICY_VIOLATION, CloseReason.PARSE_ERROR.text());
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
        free.set(true);
        offer();
    }

    private void becomeActive() {
        active = true;
        offer();
    }

    private void offer() {
        EngineSession joined = session;
        if (active && joined != null && free.compareAndSet(true, false)) {
            joined.ready(this);
        }
    }

    @Override
    public void write(List<Outgoing> batch) {
        send(batch);
    }

    private void send(List<Outgoing> batch) {
        sendDeadline = server.now() + server.settings().sendTimeout().toNanos();
        sending = true;
        carrier.send(batch);
    }

    @Override
    public void tick(long now) {
        if (sending && now - sendDeadline >= 0) {
            ended(CloseReason.SLOW_CONSUMER);
        }
    }

    @Override
    public void close(CloseReason why) {
        int code = switch (why) {
            case SERVER_SHUTDOWN -> GOING_AWAY;
            case SLOW_CONSUMER, PARSE_ERROR -> POLICY_VIOLATION;
            default -> NORMAL;
        };
        carrier.close(code, why.text());
    }
}
