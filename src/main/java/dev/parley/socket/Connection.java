package dev.parley.socket;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineSession;
import dev.parley.engine.Outgoing;
import dev.parley.settings.Settings;
import dev.parley.wire.engineio.EnginePacket;
import dev.parley.wire.socketio.SocketDecoder;
import dev.parley.wire.socketio.SocketFormatException;
import dev.parley.wire.socketio.SocketPacket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One client: the Engine.IO session that carries its sockets, one for each namespace that it joins. Everything here
 * happens in its {@link Turns}, except where a method says otherwise.
 *
 * <p>What a client must not do (an event before it has joined, joining twice, a packet that is none) ends its
 * connection. What it could not know yet does not: packets for a namespace that the server has just taken it out of
 * are ignored.
 */
final class Connection {
    private static final Logger LOGGER = System.getLogger("dev.parley.socket");

    private final SocketServer server;
    private final Settings.Socket limits;
    private final EngineSession session;
    private final SocketDecoder decoder;
    private final Turns turns = new Turns();

    /** By namespace: those that are connected, and those that their middleware has not decided on. */
    private final Map<String, Socket> sockets = new HashMap<>(2);

    /** Namespaces that the server took this client out of. */
    private final Set<String> expelled = new HashSet<>(0);

    private final Deadline namespace = new Deadline("no namespace joined in time", "connect-timeout");
    private final Deadline attachments =
            new Deadline("the attachments of a packet did not come in time", "attachments-timeout");
    private boolean ended;

    Connection(SocketServer server, EngineSession session) {
        this.server = server;
        this.limits = server.settings();
        this.session = session;
        this.decoder = new SocketDecoder(limits.maxAttachments(), limits.maxAttachmentBytes());
    }

    /** On any thread. */
    void opened() {
        execute(() -> namespace.begin(limits.connectTimeout()));
    }

    /** On any thread, but one message at a time. */
    void message(EnginePacket message) {
        turns.await(() -> {
            if (!ended) {
                receive(message);
            }
        });
    }

    /** On any thread. */
    void closed(CloseReason why) {
        execute(() -> {
            ended = true;
            namespace.end();
            attachments.end();
            List<Socket> all = List.copyOf(sockets.values());
            sockets.clear();
            all.forEach(socket -> socket.end(DisconnectReason.of(why)));
        });
    }

    /** On any thread. */
    void execute(Runnable task) {
        turns.execute(task);
    }

    /** On any thread. */
    void send(List<Outgoing> packets) {
        if (packets.size() == 1) {
            session.send(packets.get(0));
        } else {
            session.send(packets);
        }
    }

    /** On any thread: ends the whole connection because of what its client did. */
    void end(CloseReason reason, String why) {
        LOGGER.log(Level.DEBUG, () -> "A connection of " + session.handshake().remoteAddress() + " ended: " + why);
        execute(() -> ended = true);
        session.close(reason);
    }

    /**
     * On any thread: ends the whole connection because it crossed a limit.
     *
     * @param limit as its setting is called
     */
    void cut(String limit, String why) {
        if (session.isOpen()) { // else it has been cut already, by a handler that goes on
            server.crossed().count(limit);
        }
        end(CloseReason.FORCED_CLOSE, why);
    }

    /** On any thread: takes the client out of all its namespaces, so that it will not reconnect by itself, and ends. */
    void disconnect() {
        execute(() -> {
            new ArrayList<>(sockets.values()).forEach(Socket::disconnect);
            end(CloseReason.FORCED_CLOSE, "disconnected by the application");
        });
    }

    EngineSession session() {
        return session;
    }

    SocketServer server() {
        return server;
    }

    /** All middleware has accepted. */
    void accepted(Socket socket) {
        if (ended || sockets.get(socket.namespace().name()) != socket) {
            return; // gone meanwhile, or it has asked anew
        }
        namespace.end();
        expelled.remove(socket.namespace().name());
        send(Packets.of(
                new SocketPacket.Connect(socket.namespace().name(), JsonWriter.object(Map.of("sid", socket.id())))));
        socket.connected();
    }

    /** A middleware has refused. */
    void refused(Socket socket, String payloadJson) {
        if (!ended && sockets.remove(socket.namespace().name(), socket)) {
            socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            send(Packets.of(new SocketPacket.ConnectError(socket.namespace().name(), payloadJson)));
        }
    }

    /** The server has taken a socket out of its namespace. */
    void expelled(Socket socket) {
        if (sockets.remove(socket.namespace().name(), socket)) {
            expelled.add(socket.namespace().name());
            namespaceLeft();
        }
    }

    private void receive(EnginePacket message) {
        try {
            Optional<SocketPacket> packet =
                    message instanceof EnginePacket.Binary binary ? decoder.binary(binary.data()) : text(message);
            if (packet.isPresent()) {
                attachments.end();
                route(packet.get());
            } else {
                attachments.begin(limits.attachmentsTimeout());
            }
        } catch (SocketFormatException e) {
            String limit = e.limit();
            if (limit != null) {
                server.crossed().count(limit);
            }
            end(CloseReason.PARSE_ERROR, String.valueOf(e.getMessage()));
        }
    }

    private Optional<SocketPacket> text(EnginePacket message) throws SocketFormatException {
        if (message instanceof EnginePacket.Text text) {
            return decoder.text(text.data());
        }
        throw new AssertionError(message);
    }

    private void route(SocketPacket packet) throws SocketFormatException {
        if (packet instanceof SocketPacket.Connect connect) {
            connect(connect);
            return;
        }
        Socket socket = sockets.get(packet.namespace());
        if (socket == null && expelled.contains(packet.namespace())) {
            return;
        }
        if (packet instanceof SocketPacket.Disconnect && socket != null) {
            disconnected(socket);
        } else if (packet instanceof SocketPacket.Event event) {
            joined(socket).received(event);
        } else if (packet instanceof SocketPacket.Ack ack) {
            joined(socket).received(ack);
        } else {
            throw new SocketFormatException("a packet that cannot be sent now");
        }
    }

    private static Socket joined(@Nullable Socket socket) throws SocketFormatException {
        if (socket == null || socket.isConnecting()) {
            throw new SocketFormatException("a packet for a namespace that is not joined");
        }
        return socket;
    }

    private void connect(SocketPacket.Connect packet) throws SocketFormatException {
        Socket present = sockets.get(packet.namespace());
        if (present != null && present.isConnected()) {
            throw new SocketFormatException("joining a namespace twice");
        }
        Map<String, @Nullable Object> auth = server.json().object(packet.payloadJson());
        Namespace namespace = server.find(packet.namespace());
        if (namespace == null) {
            send(Packets.of(new SocketPacket.ConnectError(
                    packet.namespace(), JsonWriter.object(Map.of("message", "Invalid namespace")))));
            return;
        }
        if (present == null && sockets.size() >= limits.maxNamespaces()) {
            throw new SocketFormatException("more than " + limits.maxNamespaces() + " namespaces", "max-namespaces");
        }
        Socket socket = new Socket(this, namespace, auth);
        sockets.put(packet.namespace(), socket);
        if (present != null) {
            present.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT); // the client gave up and asks anew
        }
        namespace.admit(this, socket);
    }

    private void disconnected(Socket socket) {
        sockets.remove(socket.namespace().name());
        socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        namespaceLeft();
    }

    private void namespaceLeft() {
        if (sockets.isEmpty() && !ended) {
            namespace.begin(limits.connectTimeout());
        }
    }

    /** Ends the connection unless what it waits for comes. */
    private final class Deadline {
        private final String missed;
        private final String setting;
        private @Nullable Future<?> running;
        private long count;

        Deadline(String missed, String setting) {
            this.missed = missed;
            this.setting = setting;
        }

        /** Does nothing while it is running. */
        void begin(Duration time) {
            if (running == null) {
                long mine = ++count;
                running = server.deadlines().after(time, () -> execute(() -> expire(mine)));
            }
        }

        void end() {
            if (running != null) {
                running.cancel(false);
                running = null;
            }
        }

        /** One that was cancelled may have begun to run before. */
        private void expire(long which) {
            if (!ended && running != null && which == count) {
                cut(setting, missed);
            }
        }
    }
}
