package dev.parley.engine;

import dev.parley.engine.Heartbeat.Beat;
import dev.parley.pace.Pace;
import dev.parley.settings.Settings;
import dev.parley.wire.engineio.EnginePacket;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client, over whichever transport it has at the moment.
 *
 * <pre>
 *          close(why)                   all is written, or the deadline passed
 *   OPEN -------------&gt; CLOSING ------------------------------------------------&gt; CLOSED
 *     |                                                                             ^
 *     +---- end(why): the transport broke, a rule was broken, no pong came ---------+
 * </pre>
 *
 * <p>The listener hears {@code closed} when the session leaves OPEN: from then on nothing that comes in is delivered, and
 * nothing more can be sent. {@link Outlet} is the writing half and has the upgrade; {@link Inbox} makes the calls of the
 * listener one at a time; {@link FlushLoop} says what keeps the order.
 *
 * <p><b>Threads.</b> Every method may be called by any thread and none blocks, but for a {@code send} that finds its loop
 * overloaded. The lock guards phase and heartbeat, and nothing else is called under it.
 */
public final class EngineSession {
    private static final Batch PING = Batch.of(List.of(Outgoing.of(new EnginePacket.Ping(""))));

    private enum Phase {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final String id;
    private final Handshake handshake;
    private final EngineServer server;
    private final FlushLoop loop;
    private final Inbox inbox = new Inbox();
    private final Outlet outlet;
    private final Object lock = new Object();

    private final Heartbeat heartbeat;
    private final Pace pace;
    private CloseReason reason = CloseReason.FORCED_CLOSE;
    private long closeDeadline;
    private volatile Phase phase = Phase.OPEN;

    private volatile @Nullable Object attachment;

    /** Where this session stands in the pass that runs: touched only by the thread of its loop. */
    FlushLoop.@Nullable Node pass;

    /** Where the clock finds it: set by {@link Agenda#add}. */
    volatile @Nullable Set<EngineSession> slot;

    EngineSession(String id, Handshake handshake, Transport first, EngineServer server, FlushLoop loop) {
        Settings.Engine settings = server.settings();
        this.id = id;
        this.handshake = handshake;
        this.server = server;
        this.loop = loop;
        this.outlet = new Outlet(this, new Outbox(settings.outboxPackets(), settings.outboxBytes()), first);
        this.heartbeat = new Heartbeat(
                settings.pingInterval().toNanos(),
                settings.pingTimeout().toNanos(),
                server.tickInterval().toNanos(),
                server.now());
        this.pace = new Pace(settings.packetsPerSecond(), settings.packetBurst(), server.now());
    }

    // ---- for the application

    public String id() {
        return id;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** The kind of the transport that is active now. */
    public Transport.Kind transport() {
        return outlet.active().kind();
    }

    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** A place for whatever the listener wants to find again at this session. */
    public void attach(@Nullable Object object) {
        attachment = object;
    }

    public @Nullable Object attachment() {
        return attachment;
    }

    /** Sends one packet; see {@link #send(List)}. */
    public void send(Outgoing packet) {
        send(List.of(packet));
    }

    /**
     * Sends packets that stay together, in order. Past the bound of the outbox the session ends as
     * {@link CloseReason#SLOW_CONSUMER}; on a session that is not open nothing happens. Blocks only while the flush loop is
     * overloaded, which it says itself.
     */
    public void send(List<Outgoing> packets) {
        if (!isOpen() || packets.isEmpty()) {
            return;
        }
        Batch batch = Batch.of(packets);
        if (loop.isIdle()) {
            write(batch);
        } else if (!loop.submit(new FlushLoop.Delivery(this, batch))) {
            close(CloseReason.SLOW_CONSUMER);
        }
    }

    /**
     * Ends the session. When the application or the server says so, what was sent before is written as far as the client
     * takes it within the send timeout; for any other reason what waits is lost. The listener hears of it at once.
     */
    public void close(CloseReason why) {
        if (why.flushesFirst()) {
            closeGently(why);
        } else {
            end(why);
        }
    }

    // ---- for transports

    /** The transport that carries the session now, for the carrier that made it. */
    public Transport activeTransport() {
        return outlet.active();
    }

    /**
     * Says that {@code transport} can write.
     *
     * @return false when the session does not know it, so that nothing will ever be written to it
     */
    public boolean ready(Transport transport) {
        return outlet.ready(transport);
    }

    /**
     * A packet has come. A candidate may prove itself and take over; from a transport that is retired nothing is taken.
     *
     * <p>Messages reach the listener in the order of these calls. When two threads overlap, the first delivers for both. A
     * client whose packets come too fast is cut.
     */
    public void received(Transport from, EnginePacket packet) {
        server.counters().received(Outgoing.size(packet));
        if (pace.step(server.now()) != Pace.Verdict.FINE) {
            end(CloseReason.TOO_FAST);
        } else if (outlet.active() == from) {
            handle(packet);
        } else {
            handleSecond(from, packet);
        }
    }

    /** A transport is at its end, or has to end. Unless it is the active one it takes nothing with it. */
    public void lost(Transport transport, CloseReason why) {
        if (outlet.active() == transport) {
            end(why);
        } else {
            outlet.dropCandidate(transport);
            transport.close(why);
        }
    }

    // ---- for the server, the loop and the clock

    /** Tells the listener, with the handshake as the first packet that waits. */
    void open(String handshakeJson) {
        outlet.write(Batch.of(List.of(Outgoing.of(new EnginePacket.Open(handshakeJson)))));
        inbox.run(() -> server.listener().opened(this));
    }

    /** Takes a second transport as the candidate of an upgrade, if there is none and the first is polling. */
    boolean propose(Transport second) {
        long deadline = server.now() + server.settings().upgradeTimeout().toNanos();
        boolean proposed = isOpen() && outlet.propose(second, deadline);
        if (proposed) {
            watch();
        }
        return proposed;
    }

    /** Puts a batch into the outbox and writes what can be written. */
    void write(Batch batch) {
        if (!outlet.write(batch)) {
            end(CloseReason.SLOW_CONSUMER);
        }
    }

    /** All is written that was sent before {@link #close}. */
    void drained() {
        end(reason);
    }

    /** Ends now: what waits is lost. */
    void end(CloseReason why) {
        boolean wasOpen;
        synchronized (lock) {
            if (phase == Phase.CLOSED) {
                return;
            }
            wasOpen = phase == Phase.OPEN;
            phase = Phase.CLOSED;
        }
        server.forget(this);
        if (wasOpen) {
            announceClosed(why);
        }
        outlet.shut().forEach(transport -> transport.close(why));
    }

    /** To be called where a deadline begins that is not the heartbeat's. */
    void watch() {
        server.watch(this);
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Until something is to be done for the heartbeat, in nanoseconds; less than zero when it is overdue. */
    long untilHeartbeat(long now) {
        return heartbeat.left(now);
    }

    /**
     * Looks at every deadline. Called by the session's loop, and before a request of its client is answered.
     *
     * @return whether there is one beside the heartbeat's
     */
    boolean tick(long now) {
        Beat beat = Beat.NOTHING;
        boolean tooLate = false;
        if (!isOpen() || heartbeat.due(now)) {
            synchronized (lock) {
                tooLate = phase == Phase.CLOSING && now - closeDeadline >= 0;
                if (phase == Phase.OPEN) {
                    beat = heartbeat.check(now);
                }
            }
        }
        if (tooLate) {
            end(reason);
        } else if (beat == Beat.TIMEOUT) {
            end(CloseReason.PING_TIMEOUT);
        } else {
            if (beat == Beat.PING) {
                send(PING);
            }
            if (outlet.candidateIsLate(now) && closeCandidate(CloseReason.TRANSPORT_ERROR)) {
                server.counters().upgradeTooLate();
            }
            boolean upgrading = outlet.hasCandidate(); // asked first: it may become the one that is active
            boolean waits = outlet.active().tick(now);
            return !isClosed() && (waits || upgrading || phase == Phase.CLOSING);
        }
        return false;
    }

    FlushLoop loop() {
        return loop;
    }

    void countSent(Batch batch) {
        server.counters().sent(batch.size(), batch.weight());
    }

    void countWaiting(long bytes) {
        server.counters().waiting(bytes);
    }

    // ---- inside

    private void closeGently(CloseReason why) {
        synchronized (lock) {
            if (phase != Phase.OPEN) {
                return;
            }
            phase = Phase.CLOSING;
            reason = why;
            closeDeadline = server.now() + server.settings().sendTimeout().toNanos();
        }
        watch();
        announceClosed(why);
        closeCandidate(why);
        Runnable finish = () -> outlet.finish(why == CloseReason.TRANSPORT_CLOSE);
        if (loop.isIdle() || !loop.submit(on -> finishInOrder(on, finish))) {
            finish.run();
        }
    }

    /** Behind what was sent before. */
    private void finishInOrder(FlushLoop on, Runnable finish) {
        on.flush(this);
        finish.run();
    }

    private void handle(EnginePacket packet) {
        if (packet instanceof EnginePacket.Text || packet instanceof EnginePacket.Binary) {
            if (isOpen() && !inbox.run(() -> server.listener().message(this, packet))) {
                end(CloseReason.TRANSPORT_ERROR);
            }
        } else if (packet instanceof EnginePacket.Pong) {
            synchronized (lock) {
                heartbeat.pong(server.now());
            }
        } else if (packet instanceof EnginePacket.Close) {
            // Not at once: the GET that follows on the heels of a POST finds the session and is released.
            closeGently(CloseReason.TRANSPORT_CLOSE);
        } else if (packet instanceof EnginePacket.Ping) {
            // Since v4 it is the server that pings.
            end(CloseReason.TRANSPORT_ERROR);
        }
    }

    private void handleSecond(Transport second, EnginePacket packet) {
        boolean accepted = false;
        if (packet instanceof EnginePacket.Ping ping && ping.data().equals("probe")) {
            accepted = outlet.probe(second);
        } else if (packet instanceof EnginePacket.Upgrade) {
            accepted = promote(second);
        }
        if (!accepted) {
            lost(second, CloseReason.PARSE_ERROR);
        }
    }

    private boolean promote(Transport second) {
        if (!outlet.promote(second)) {
            return false;
        }
        synchronized (lock) {
            heartbeat.transportChanged(server.now());
        }
        server.counters().upgraded();
        return true;
    }

    /** @return whether there was one */
    private boolean closeCandidate(CloseReason why) {
        Transport second = outlet.dropCandidate();
        if (second == null) {
            return false;
        }
        second.close(why);
        return true;
    }

    private void announceClosed(CloseReason why) {
        server.counters().closed(why.text());
        inbox.runLast(() -> server.listener().closed(this, why));
    }

    @Override
    public String toString() {
        return "EngineSession[" + phase + "]";
    }
}
