package dev.parley.socket;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineSession;
import dev.parley.engine.FlushLoops;
import dev.parley.engine.SessionListener;
import dev.parley.lane.Deadlines;
import dev.parley.metrics.Metric;
import dev.parley.metrics.Tally;
import dev.parley.settings.Settings;
import dev.parley.wire.engineio.EnginePacket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server: what speaks protocol 5 over the sessions of an Engine.IO server. It has no threads and opens no
 * ports; it is given sessions through its {@link #sessionListener()}, and they end with their Engine.IO server.
 */
public final class SocketServer {
    /** 144 bits: as many as 24 characters of base64 hold. */
    private static final int ID_BYTES = 18;

    private final Settings.Socket settings;
    private final FlushLoops loops;
    private final Deadlines deadlines;
    private final Json json;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final Tally crossed = new Tally();

    /**
     * @param loops deliver broadcasts
     * @param deadlines of connections without a namespace, and of acknowledgements
     */
    public SocketServer(Settings.Socket settings, FlushLoops loops, Deadlines deadlines) {
        this.settings = settings;
        this.loops = loops;
        this.deadlines = deadlines;
        this.json = new Json(settings);
    }

    /**
     * The namespace of that name, made if it does not exist: clients can join those that were asked for here, and get
     * the error {@code Invalid namespace} for all others.
     *
     * @param name {@code "/"} is the main namespace; a slash at the start may be left out
     */
    public Namespace of(String name) {
        if (name.indexOf(',') >= 0) {
            throw new IllegalArgumentException("a comma ends the name of a namespace on the wire: " + name);
        }
        String path = name.startsWith("/") ? name : "/" + name;
        return namespaces.computeIfAbsent(path, p -> new Namespace(p, new Hub(loops, settings.maxRooms())));
    }

    public Collection<Namespace> namespaces() {
        return Collections.unmodifiableCollection(namespaces.values());
    }

    /** What the Engine.IO server tells of its sessions. */
    public SessionListener sessionListener() {
        return new SessionListener() {
            @Override
            public void opened(EngineSession session) {
                Connection connection = new Connection(SocketServer.this, session);
                session.attach(connection);
                connection.opened();
            }

            @Override
            public void message(EngineSession session, EnginePacket message) {
                connection(session).message(message);
            }

            @Override
            public void closed(EngineSession session, CloseReason why) {
                connection(session).closed(why);
            }
        };
    }

    /** Which limits its clients have crossed. */
    public List<Metric> metrics() {
        return List.of(Metric.counter(
                "parley_socket_limits_crossed_total",
                "Limits of parley.socket that clients have crossed, by the setting.",
                "limit",
                crossed.sums()));
    }

    @Nullable
    Namespace find(String name) {
        return namespaces.get(name);
    }

    Settings.Socket settings() {
        return settings;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** Limits that clients have crossed, each as its setting is called, without {@code parley.socket}. */
    Tally crossed() {
        return crossed;
    }

    Json json() {
        return json;
    }

    /** Another one than the session's: that one is a secret between the client and the Engine.IO server. */
    String newSocketId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Connection connection(EngineSession session) {
        if (session.attachment() instanceof Connection connection) {
            return connection;
        }
        throw new IllegalStateException("a session that was not opened here");
    }
}
