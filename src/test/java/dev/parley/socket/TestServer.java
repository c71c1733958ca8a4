package dev.parley.socket;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.EngineSession;
import dev.parley.engine.Handshake;
import dev.parley.engine.Outgoing;
import dev.parley.engine.SteppedFlushLoops;
import dev.parley.engine.Transport;
import dev.parley.metrics.EngineCounters;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.engineio.EnginePacket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Socket.IO server on a real Engine.IO server, without network, threads or a clock of its own. */
public final class TestServer {
    final SteppedFlushLoops loops = new SteppedFlushLoops();
    final SteppedDeadlines deadlines = new SteppedDeadlines();
    public final SocketServer server;
    private final EngineServer engine;

    /** @param settings alternating keys without {@code parley.} and values */
    public TestServer(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("parley." + settings[i], settings[i + 1]);
        }
        Settings all = Settings.from(new SettingsSource(properties, Map.of(), Map.of()));
        server = new SocketServer(all.socket(), loops.loops(), deadlines);
        engine =
                new EngineServer(all.engine(), server.sessionListener(), loops.loops(), new EngineCounters(), () -> 0L);
    }

    /** A client with an open session, in no namespace. */
    public Client open() {
        return new Client();
    }

    /** A client in a namespace, whose answer it has read. */
    public Client join(String namespace) {
        Client client = open();
        client.join(namespace);
        return client;
    }

    /** How often each limit was crossed, by its setting. */
    Map<String, Long> crossed() {
        return server.crossed().sums();
    }

    /** Ends every session, as undeployment does. */
    public void stop() {
        engine.close();
    }

    /** The other end of a session: sends packets as text, and has what the server sent. */
    public final class Client implements Transport {
        private final EngineSession session;
        private final List<Outgoing> received = new ArrayList<>();
        private @Nullable CloseReason closed;
        private boolean reading = true;

        private Client() {
            Handshake handshake = new Handshake(
                    Map.of("user-agent", List.of("test")),
                    Map.of("EIO", List.of("4")),
                    "/socket.io/",
                    "127.0.0.1",
                    null,
                    false,
                    Instant.EPOCH);
            session = Objects.requireNonNull(engine.open(handshake, this));
            session.ready(this);
            received();
        }

        @Override
        public Kind kind() {
            return Kind.WEBSOCKET;
        }

        @Override
        public void write(List<Outgoing> batch) {
            received.addAll(batch);
            if (reading) {
                session.ready(this);
            }
        }

        @Override
        public void close(CloseReason why) {
            closed = why;
        }

        /** Sends messages: a text, or bytes. */
        public Client send(Object... messages) {
            for (Object message : messages) {
                session.received(
                        this,
                        message instanceof Bytes bytes
                                ? new EnginePacket.Binary(bytes)
                                : new EnginePacket.Text((String) message));
            }
            return this;
        }

        public void join(String namespace) {
            send("0" + prefix(namespace));
            List<Object> answer = received();
            if (answer.isEmpty() || !answer.get(0).toString().startsWith("0" + prefix(namespace) + "{\"sid\":\"")) {
                throw new AssertionError("not joined: " + answer);
            }
        }

        /** What came since the last call: texts of packets, and bytes. */
        public List<Object> received() {
            loops.settle();
            List<Object> messages = new ArrayList<>();
            for (Outgoing outgoing : received) {
                if (outgoing.packet() instanceof EnginePacket.Text text) {
                    messages.add(text.data());
                } else if (outgoing.packet() instanceof EnginePacket.Binary binary) {
                    messages.add(binary.data());
                }
            }
            received.clear();
            return messages;
        }

        /** Why the server ended the connection, or null. */
        @Nullable
        public CloseReason closed() {
            loops.settle();
            return closed;
        }

        /** The network fails. */
        public void vanish() {
            session.lost(this, CloseReason.TRANSPORT_ERROR);
        }

        /** Takes what is being written, and then nothing any more. */
        public void stopReading() {
            reading = false;
        }

        private static String prefix(String namespace) {
            return namespace.equals("/") ? "" : namespace + ",";
        }
    }
}
