package dev.parley.engine;

import dev.parley.metrics.EngineCounters;
import dev.parley.settings.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one Engine.IO path, by sid. Transports open and find sessions here; the owner of the timer calls
 * {@link #tick} each {@link #tickInterval} from then on.
 *
 * <p>Safe for every thread.
 */
public final class EngineServer implements AutoCloseable {
    /** 18 bytes are 144 bits, and 24 characters of base64url without padding. */
    private static final int SID_BYTES = 18;

    private final Settings.Engine settings;
    private final SessionListener listener;
    private final FlushLoops loops;
    private final LongSupplier nanoTime;
    private final EngineCounters counters;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentHashMap<String, EngineSession> sessions = new ConcurrentHashMap<>();
    /** The same, for the clock. */
    private final ConcurrentHashMap<FlushLoop, Agenda> agendas = new ConcurrentHashMap<>();

    private final Arrivals arrivals;
    private final long start;
    private volatile boolean closed;

    /** @param nanoTime a monotonic clock, such as {@link System#nanoTime} */
    public EngineServer(
            Settings.Engine settings,
            SessionListener listener,
            FlushLoops loops,
            EngineCounters counters,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.listener = listener;
        this.loops = loops;
        this.counters = counters;
        this.nanoTime = nanoTime;
        this.arrivals = new Arrivals(settings);
        this.start = now();
    }

    public Settings.Engine settings() {
        return settings;
    }

    /**
     * Opens a session on its first transport. The open packet is the first that the transport gets once it says
     * {@link EngineSession#ready}, so call that after this returns.
     *
     * @return null if the server is closing or full
     */
    public @Nullable EngineSession open(Handshake handshake, Transport first) {
        if (closed || !arrivals.enter(handshake.remoteAddress(), now())) {
            return null;
        }
        EngineSession session = new EngineSession(newSid(), handshake, first, this, loops.assign());
        agenda(session.loop()).add(session, now());
        sessions.put(session.id(), session);
        counters.opened();
        session.open(handshakeJson(session.id(), first.kind()));
        if (closed) {
            session.close(CloseReason.SERVER_SHUTDOWN);
        }
        return session;
    }

    /**
     * Whether a session could be opened now from that address; to be asked once for each handshake, which it counts.
     *
     * @return what speaks against it, or null
     */
    public @Nullable Crowded crowded(String remoteAddress) {
        Crowded why = closed ? Crowded.SERVER : arrivals.ask(remoteAddress, now());
        if (why != null) {
            counters.refused(why.name());
        }
        return why;
    }

    /** The session of that sid, if it is there and none of its deadlines has passed. */
    public @Nullable EngineSession find(String sid) {
        EngineSession session = sessions.get(sid);
        if (session == null) {
            return null;
        }
        session.tick(now());
        return sessions.get(sid);
    }

    public int size() {
        return sessions.size();
    }

    /** How often {@link #tick} is to be called: fine enough for the shorter of heartbeat and timeout, a second at most. */
    public Duration tickInterval() {
        long millis = Math.min(shorter().toMillis() / 20, 1_000);
        return Duration.ofMillis(Math.max(millis, 5));
    }

    /** Has every loop look at the deadlines of its sessions, if it keeps up. Only submits. */
    public void tick() {
        arrivals.tick(now());
        loops.onEach(loop -> agenda(loop).tick(now()));
    }

    /** Ends every session as {@link CloseReason#SERVER_SHUTDOWN} and takes no new one. */
    @Override
    public void close() {
        closed = true;
        sessions.values().forEach(session -> session.close(CloseReason.SERVER_SHUTDOWN));
    }

    /** Ends every session that is left, without sending what waits for it. */
    public void drop(CloseReason why) {
        sessions.values().forEach(session -> session.end(why));
    }

    SessionListener listener() {
        return listener;
    }

    EngineCounters counters() {
        return counters;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void forget(EngineSession session) {
        if (sessions.remove(session.id(), session)) {
            agenda(session.loop()).remove(session);
            arrivals.left(session.handshake().remoteAddress());
        }
    }

    /** Has the clock look at the session at every tick, until it has no deadline but that of its heartbeat. */
    void watch(EngineSession session) {
        agenda(session.loop()).watch(session);
    }

    /** How many sessions the clock looks at. */
    int ticked() {
        return agendas.values().stream().mapToInt(Agenda::size).sum();
    }

    private Agenda agenda(FlushLoop loop) {
        return agendas.computeIfAbsent(loop, any -> new Agenda(tickInterval(), heartbeatSpan(), start));
    }

    /** A pong makes the next ping due an interval later, a ping its pong a timeout later, or a tick less. */
    private Duration heartbeatSpan() {
        return shorter().minus(tickInterval());
    }

    /** Of what has to be kept by the clock. */
    private Duration shorter() {
        Duration interval = settings.pingInterval();
        Duration timeout = settings.pingTimeout();
        return interval.compareTo(timeout) < 0 ? interval : timeout;
    }

    private String newSid() {
        byte[] bytes = new byte[SID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Engine.IO protocol v4, "Handshake"; every value is free of characters that JSON escapes. */
    private String handshakeJson(String sid, Transport.Kind kind) {
        String upgrades = kind == Transport.Kind.POLLING ? "\"websocket\"" : "";
        return "{\"sid\":\"" + sid + "\",\"upgrades\":[" + upgrades + "],\"pingInterval\":"
                + settings.pingInterval().toMillis() + ",\"pingTimeout\":"
                + settings.pingTimeout().toMillis() + ",\"maxPayload\":" + settings.maxPayload() + "}";
    }
}
