package dev.parley.engine;

import dev.parley.wire.engineio.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client, whatever transport carries it at the moment.
 *
 * <pre>
 *            probe(second)            promote(second)
 *   OPEN ──────────────────► OPEN ───────────────────► OPEN, second is active, the first is closed
 *    │                    with candidate
 *    │ close(FORCED_CLOSE, SERVER_SHUTDOWN)            outbox empty and writable, or deadline
 *    ├────────────────────────────────► CLOSING ─────────────────────────────────────────────┐
 *    │ any other reason, connection lost                                                      ▼
 *    └────────────────────────────────────────────────────────────────────────────────────► CLOSED
 * </pre>
 *
 * <p>The outbox belongs to the session, so an upgrade moves one reference and no packet. The session is writable when its
 * active transport has said {@link #ready}; {@link #drain} then hands over all that waits. Draining is a loop with a token
 * (the field {@code draining}): a {@code ready} from inside {@code write} finds the token and returns.
 *
 * <p>Every method may be called from any thread. The lock is short and never held while a transport, the listener or the
 * server is called.
 */
public final class EngineSession {
    private enum Phase {
        OPEN,
        CLOSING,
        CLOSED
    }

    private static final List<Outgoing> PING = List.of(Outgoing.of(new EnginePacket.Ping("")));
    private static final List<Outgoing> NOOP = List.of(Outgoing.of(new EnginePacket.Noop()));

    private final String id;
    private final Handshake handshake;
    private final EngineServer server;
    private final FlushLoop loop;

    private final Object lock = new Object();
    private final Outbox outbox;
    private final Heartbeat heartbeat;
    private Phase phase = Phase.OPEN;
    private Transport active;
    private @Nullable Transport candidate;
    private long candidateDeadline;
    private boolean writable;
    private boolean draining;
    private long closeDeadline;
    private CloseReason closeReason = CloseReason.TRANSPORT_CLOSE;
    private boolean listening;
    private boolean closedIsDue;

    /** Touched by the loop's thread alone. */
    private boolean dirty;

    private volatile @Nullable Object attachment;

    EngineSession(String id, Handshake handshake, Transport first, EngineServer server, FlushLoop loop) {
        this.id = id;
        this.handshake = handshake;
        this.active = first;
        this.server = server;
        this.loop = loop;
        this.outbox =
                new Outbox(server.settings().outboxPackets(), server.settings().outboxBytes());
        this.heartbeat = new Heartbeat(
                server.settings().pingInterval().toNanos(),
                server.settings().pingTimeout().toNanos(),
                server.now());
    }

    /** 20 URL-safe characters; whoever knows them speaks as this client, so they are never logged. */
    public String id() {
        return id;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** The transport that carries the session now. */
    public Transport.Kind transport() {
        synchronized (lock) {
            return active.kind();
        }
    }

    /** The transport itself, for the carrier that made it. */
    public Transport activeTransport() {
        synchronized (lock) {
            return active;
        }
    }

    public boolean isOpen() {
        synchronized (lock) {
            return phase == Phase.OPEN;
        }
    }

    /** Keeps one object of the listener with the session. */
    public void attach(Object object) {
        attachment = object;
    }

    public @Nullable Object attachment() {
        return attachment;
    }

    // ---- out ----

    /** Sends one packet; see {@link #send(List)}. */
    public void send(Outgoing packet) {
        send(List.of(packet));
    }

    /**
     * Sends packets that stay together, in order. Never blocks. Past the bound of the outbox the session ends as
     * {@link CloseReason#SLOW_CONSUMER}; on a session that is not open nothing happens.
     */
    public void send(List<Outgoing> packets) {
        if (loop.isIdle()) {
            if (append(packets)) {
                drain();
            }
        } else {
            sendOnLoop(packets);
        }
    }

    private void sendOnLoop(List<Outgoing> packets) {
        loop.submit(on -> {
            if (append(packets)) {
                on.markDirty(this);
            }
        });
    }

    /** Puts packets into the outbox without writing. */
    boolean append(List<Outgoing> packets) {
        synchronized (lock) {
            if (phase != Phase.OPEN) {
                return false;
            }
            if (outbox.add(packets)) {
                return true;
            }
        }
        close(CloseReason.SLOW_CONSUMER);
        return false;
    }

    /** Hands what waits to the active transport while it takes it. */
    void drain() {
        while (true) {
            Transport to;
            List<Outgoing> batch;
            synchronized (lock) {
                if (draining || !writable || phase == Phase.CLOSED) {
                    return;
                }
                if (outbox.isEmpty()) {
                    if (phase == Phase.OPEN) {
                        return;
                    }
                    batch = List.of();
                } else {
                    batch = outbox.takeAll();
                    draining = true;
                    writable = false;
                }
                to = active;
            }
            if (batch.isEmpty()) {
                finish(null);
                return;
            }
            server.counters().sent(batch.size());
            try {
                to.write(batch);
            } finally {
                synchronized (lock) {
                    draining = false;
                }
            }
        }
    }

    /** The transport can take a batch. From a transport that has been retired this changes nothing. */
    public void ready(Transport from) {
        synchronized (lock) {
            if (from != active || phase == Phase.CLOSED) {
                return;
            }
            writable = true;
            if (candidate != null && outbox.isEmpty()) {
                outbox.add(NOOP);
            }
        }
        drain();
    }

    // ---- upgrade (Engine.IO protocol v4, "Upgrade") ----

    /**
     * Keeps a second transport as the candidate. Until it is promoted every poll that has nothing to carry is released
     * with a noop, so that the client can come to rest on the first transport.
     *
     * @return false if the session is not open, is already on a WebSocket, or has a candidate
     */
    public boolean probe(Transport second) {
        synchronized (lock) {
            if (phase != Phase.OPEN || candidate != null || active.kind() == Transport.Kind.WEBSOCKET) {
                return false;
            }
            candidate = second;
            candidateDeadline =
                    server.now() + server.settings().upgradeTimeout().toNanos();
            if (writable && outbox.isEmpty()) {
                outbox.add(NOOP);
            }
        }
        drain();
        return true;
    }

    /**
     * Makes the candidate the active transport; the one before is closed. Packets that wait stay where they are.
     *
     * @return false if this transport is not the candidate
     */
    public boolean promote(Transport second) {
        Transport retired;
        synchronized (lock) {
            if (phase == Phase.CLOSED || candidate != second) {
                return false;
            }
            retired = active;
            active = second;
            candidate = null;
            writable = false;
        }
        server.counters().upgraded();
        retired.close(CloseReason.TRANSPORT_CLOSE);
        return true;
    }

    // ---- in ----

    /**
     * A packet has come. Calls the listener for a message; answers heartbeats; ends the session for what a client must not
     * send. From a transport that is not the active one nothing is taken.
     */
    public void received(Transport from, EnginePacket packet) {
        if (packet instanceof EnginePacket.Text || packet instanceof EnginePacket.Binary) {
            deliver(from, packet);
        } else if (packet instanceof EnginePacket.Pong) {
            synchronized (lock) {
                heartbeat.pong(server.now());
            }
        } else if (packet instanceof EnginePacket.Close) {
            lost(from, CloseReason.TRANSPORT_CLOSE);
        } else {
            lost(from, CloseReason.PARSE_ERROR);
        }
    }

    private void deliver(Transport from, EnginePacket message) {
        boolean overlaps;
        synchronized (lock) {
            if (from != active || phase != Phase.OPEN) {
                return;
            }
            overlaps = listening;
            listening = true;
        }
        if (overlaps) {
            // Two transports of one client deliver at once, which no client that waits for its own drain does.
            close(CloseReason.TRANSPORT_ERROR);
            return;
        }
        server.counters().received();
        try {
            server.listener().message(this, message);
        } finally {
            stopListening();
        }
    }

    /** Tells the listener of the new session, as its first call. */
    void announce() {
        synchronized (lock) {
            listening = true;
        }
        try {
            server.listener().opened(this);
        } finally {
            stopListening();
        }
    }

    private void stopListening() {
        boolean due;
        synchronized (lock) {
            listening = false;
            due = closedIsDue;
            closedIsDue = false;
        }
        if (due) {
            server.listener().closed(this, closeReason());
        }
    }

    // ---- end ----

    /**
     * Ends the session. What was sent before is still written if the reason is the application's own or the server's,
     * within the send timeout.
     */
    public void close(CloseReason why) {
        if (!why.flushesFirst()) {
            finish(why);
        } else if (why == CloseReason.SERVER_SHUTDOWN || loop.isIdle()) {
            closeAfterFlush(why);
        } else {
            loop.submit(on -> closeAfterFlush(why)); // behind what the same thread has sent
        }
    }

    private void closeAfterFlush(CloseReason why) {
        synchronized (lock) {
            if (phase != Phase.OPEN) {
                return;
            }
            phase = Phase.CLOSING;
            closeReason = why;
            closeDeadline = server.now() + server.settings().sendTimeout().toNanos();
        }
        drain();
    }

    /** A transport has ended or failed. A candidate or a retired transport takes nothing with it. */
    public void lost(Transport from, CloseReason why) {
        synchronized (lock) {
            if (candidate == from) {
                candidate = null;
            }
            if (active != from) {
                return;
            }
        }
        finish(why);
    }

    /** @param why null keeps the reason that {@link #close} gave */
    private void finish(@Nullable CloseReason why) {
        Transport first;
        Transport second;
        boolean tellNow;
        synchronized (lock) {
            if (phase == Phase.CLOSED) {
                return;
            }
            if (why != null && phase == Phase.OPEN) {
                closeReason = why;
            }
            phase = Phase.CLOSED;
            outbox.clear();
            first = active;
            second = candidate;
            candidate = null;
            tellNow = !listening;
            closedIsDue = listening;
        }
        server.forget(this, closeReason());
        first.close(closeReason());
        if (second != null) {
            second.close(closeReason());
        }
        if (tellNow) {
            server.listener().closed(this, closeReason());
        }
    }

    private CloseReason closeReason() {
        synchronized (lock) {
            return closeReason;
        }
    }

    // ---- time ----

    /** Looks at every deadline of this session. Called by its loop. */
    void tick(long now) {
        Heartbeat.Due due = Heartbeat.Due.NOTHING;
        boolean closeIsLate = false;
        Transport late = null;
        Transport current;
        synchronized (lock) {
            current = active;
            if (phase == Phase.OPEN) {
                due = heartbeat.check(now);
            } else {
                closeIsLate = phase == Phase.CLOSING && now - closeDeadline >= 0;
            }
            if (candidate != null && now - candidateDeadline >= 0) {
                late = candidate;
                candidate = null;
            }
        }
        if (late != null) {
            late.close(CloseReason.TRANSPORT_ERROR);
        }
        if (closeIsLate) {
            finish(null);
        } else if (due == Heartbeat.Due.TIMEOUT) {
            finish(CloseReason.PING_TIMEOUT);
        } else {
            current.tick(now);
            if (due == Heartbeat.Due.PING) {
                sendOnLoop(PING);
            }
        }
    }

    // ---- for the loop ----

    FlushLoop loop() {
        return loop;
    }

    boolean becomesDirty() {
        boolean was = dirty;
        dirty = true;
        return !was;
    }

    void becomesClean() {
        dirty = false;
    }

    @Override
    public String toString() {
        return "EngineSession[" + transport() + " from " + handshake.remoteAddress() + "]";
    }
}
