package dev.parley.socket;

import dev.parley.engine.EngineSession;
import dev.parley.engine.Handshake;
import dev.parley.engine.Outgoing;
import dev.parley.wire.socketio.SocketFormatException;
import dev.parley.wire.socketio.SocketPacket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one {@link Namespace}. Its methods may be called on any thread. Its handlers, and what hangs on its
 * acknowledgements, run one at a time for all sockets of a client's connection.
 */
public final class Socket implements Emitter {
    private static final Logger LOGGER = System.getLogger("dev.parley.socket");

    private enum State {
        CONNECTING,
        CONNECTED,
        DISCONNECTED
    }

    private final Connection connection;
    private final Namespace namespace;
    private final Map<String, @Nullable Object> auth;
    private final String id;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>(0);
    private final ConcurrentMap<String, List<EventHandler>> handlers = new ConcurrentHashMap<>();
    private final AwaitedAcks awaitedAcks;

    // Replaced by longer lists, under this socket's monitor.
    private volatile List<AnyEventHandler> anyHandlers = List.of();
    private volatile List<Consumer<DisconnectReason>> disconnectHandlers = List.of();

    Socket(Connection connection, Namespace namespace, Map<String, @Nullable Object> auth) {
        this.connection = connection;
        this.namespace = namespace;
        this.auth = auth;
        this.id = connection.server().newSocketId();
        this.awaitedAcks = new AwaitedAcks(connection.server().settings().maxAcksAwaited());
    }

    /** 20 characters, unguessable; another one for each socket, also of the same client. */
    public String id() {
        return id;
    }

    public Namespace namespace() {
        return namespace;
    }

    /** The HTTP request that the client's connection began with. */
    public Handshake handshake() {
        return session().handshake();
    }

    /** The credentials that the client joined the namespace with; empty if it sent none. Values as of {@link Args#value}. */
    public Map<String, @Nullable Object> auth() {
        return auth;
    }

    /** Whatever the application wants to remember with this client. */
    public ConcurrentMap<String, Object> data() {
        return data;
    }

    public boolean isConnected() {
        return state.get() == State.CONNECTED;
    }

    /** Adds a handler for events of this name. */
    public Socket on(String event, EventHandler handler) {
        handlers.merge(event, List.of(handler), Socket::concat);
        return this;
    }

    /** Removes a handler. */
    public Socket off(String event, EventHandler handler) {
        handlers.computeIfPresent(event, (e, list) -> {
            List<EventHandler> rest = new ArrayList<>(list);
            rest.remove(handler);
            return rest.isEmpty() ? null : List.copyOf(rest);
        });
        return this;
    }

    /** Adds a handler for events of every name. */
    public synchronized Socket onAny(AnyEventHandler handler) {
        anyHandlers = concat(anyHandlers, List.of(handler));
        return this;
    }

    /** Adds a handler for the end, which is called once. The socket has left its rooms then. */
    public synchronized Socket onDisconnect(Consumer<DisconnectReason> handler) {
        disconnectHandlers = concat(disconnectHandlers, List.of(handler));
        return this;
    }

    /** Sends to this client. Does nothing once it is disconnected. */
    @Override
    public void emit(String event, @Nullable Object... args) {
        deliver(Packets.event(namespace.name(), event, args));
    }

    /** This client, for events that it may miss if it reads too slowly. */
    public Emitter droppable() {
        return (event, args) -> deliver(Packets.droppable(Packets.event(namespace.name(), event, args)));
    }

    /**
     * Sends an event that the client is to acknowledge within the deadline of the setting {@code parley.socket.ack-timeout}.
     *
     * @return as of {@link #emitWithAck(Duration, String, Object...)}
     */
    public CompletionStage<Args> emitWithAck(String event, @Nullable Object... args) {
        return emitWithAck(connection.server().settings().ackTimeout(), event, args);
    }

    /**
     * Sends an event that the client is to acknowledge.
     *
     * @param args as of {@link #emit}
     * @return what the client acknowledges with; fails with {@link AckTimeoutException} or
     *     {@link DisconnectedException}. What hangs on it runs like an event handler, and must not block
     */
    public CompletionStage<Args> emitWithAck(Duration deadline, String event, @Nullable Object... args) {
        requireConnectedOnce();
        Payload payload = Packets.payload(event, args);
        CompletableFuture<Args> answer = new CompletableFuture<>();
        long ackId = awaitedAcks.add(answer);
        if (ackId < 0) {
            if (ackId == AwaitedAcks.FULL) {
                connection.cut("max-acks-awaited", "too many acknowledgements awaited");
            }
            answer.completeExceptionally(new DisconnectedException());
        } else {
            expire(answer, ackId, deadline);
            deliver(Packets.event(namespace.name(), OptionalLong.of(ackId), payload));
        }
        return answer.minimalCompletionStage();
    }

    /** Everybody in the namespace but this client. */
    public Broadcast broadcast() {
        return new Broadcast(namespace, new Hub.Selection(Set.of(), Set.of(), this), false);
    }

    /**
     * The members of these rooms, but not this client.
     *
     * @param rooms names of rooms, or ids of sockets
     */
    public Broadcast to(String... rooms) {
        return broadcast().to(rooms);
    }

    /**
     * Everybody but the members of these rooms and this client.
     *
     * @param rooms names of rooms, or ids of sockets
     */
    public Broadcast except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Joins rooms, which come into being with their first member. A client that exceeds its limit is cut off. */
    public void join(String... rooms) {
        if (!namespace.hub().join(this, Arrays.asList(rooms))) {
            connection.cut("max-rooms", "in too many rooms");
        }
    }

    public void leave(String... rooms) {
        namespace.hub().leave(this, Arrays.asList(rooms));
    }

    /** The rooms that this socket is in. */
    public Set<String> rooms() {
        return namespace.hub().roomsOf(this);
    }

    /** Takes the client out of this namespace. Its sockets in other ones stay. It does not come back by itself. */
    public void disconnect() {
        if (state.compareAndSet(State.CONNECTED, State.DISCONNECTED)) {
            namespace.hub().remove(this);
            connection.send(Packets.of(new SocketPacket.Disconnect(namespace.name())));
            connection.execute(() -> {
                connection.expelled(this);
                gone(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            });
        }
    }

    /**
     * Takes the client out of this namespace.
     *
     * @param closeConnection out of all other ones too, and ends its connection
     */
    public void disconnect(boolean closeConnection) {
        disconnect();
        if (closeConnection) {
            connection.disconnect();
        }
    }

    @Override
    public String toString() {
        return "Socket[" + id + " in " + namespace.name() + "]";
    }

    boolean isConnecting() {
        return state.get() == State.CONNECTING;
    }

    boolean isDisconnected() {
        return state.get() == State.DISCONNECTED;
    }

    EngineSession session() {
        return connection.session();
    }

    /** In the connection's turn: the client has been told that it has joined. */
    void connected() {
        if (state.compareAndSet(State.CONNECTING, State.CONNECTED)) {
            namespace.hub().add(this);
            namespace.connected(this);
        }
    }

    /** In the connection's turn. */
    void received(SocketPacket.Event packet) throws SocketFormatException {
        Json.ReceivedEvent event = connection.server().json().event(packet.argsJson(), packet.attachments());
        if (!isConnected()) {
            return;
        }
        Ack ack = packet.ackId().isPresent() ? new WantedAck(packet.ackId().getAsLong()) : NO_ACK;
        for (AnyEventHandler handler : anyHandlers) {
            handle(event.name(), ack, () -> handler.on(event.name(), event.args()));
        }
        for (EventHandler handler : handlers.getOrDefault(event.name(), List.of())) {
            handle(event.name(), ack, () -> handler.on(event.args(), ack));
        }
    }

    /** In the connection's turn. Acknowledgements that nobody awaits, or not any more, are ignored. */
    void received(SocketPacket.Ack packet) throws SocketFormatException {
        Args args = connection.server().json().args(packet.argsJson(), packet.attachments());
        CompletableFuture<Args> answer = awaitedAcks.take(packet.ackId());
        if (answer != null) {
            answer.complete(args);
        }
    }

    /** In the connection's turn: the client is out of the namespace, however far it had come in. */
    void end(DisconnectReason reason) {
        State before = state.getAndSet(State.DISCONNECTED);
        namespace.hub().remove(this);
        if (before == State.CONNECTED) {
            gone(reason);
        }
    }

    private void gone(DisconnectReason reason) {
        awaitedAcks.close().forEach(answer -> answer.completeExceptionally(new DisconnectedException()));
        for (Consumer<DisconnectReason> handler : disconnectHandlers) {
            try {
                handler.accept(reason);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A disconnect handler of namespace " + namespace.name() + " failed", e);
            }
        }
    }

    private void handle(String event, Ack ack, Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException e) {
            namespace.failed(this, event, e, ack);
        }
    }

    private void deliver(List<Outgoing> packets) {
        requireConnectedOnce();
        if (isConnected()) {
            connection.send(packets);
        }
    }

    private void requireConnectedOnce() {
        if (isConnecting()) {
            throw new IllegalStateException("not connected yet: events are for onConnection, not for middleware");
        }
    }

    private void expire(CompletableFuture<Args> answer, long ackId, Duration deadline) {
        Future<?> timer = connection
                .server()
                .deadlines()
                .after(
                        deadline,
                        () -> connection.execute(() -> {
                            if (awaitedAcks.take(ackId) != null) {
                                connection.server().crossed().count("ack-timeout");
                                answer.completeExceptionally(new AckTimeoutException(deadline));
                            }
                        }));
        var unused = answer.whenComplete((args, failure) -> timer.cancel(false));
    }

    private static <T> List<T> concat(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static final Ack NO_ACK = new Ack() {
        @Override
        public boolean wanted() {
            return false;
        }

        @Override
        public void send(@Nullable Object... args) {}
    };

    private final class WantedAck implements Ack {
        private final long ackId;
        private final AtomicBoolean sent = new AtomicBoolean();

        WantedAck(long ackId) {
            this.ackId = ackId;
        }

        @Override
        public boolean wanted() {
            return true;
        }

        @Override
        public void send(@Nullable Object... args) {
            List<Outgoing> packets = Packets.ack(namespace.name(), ackId, args);
            if (sent.compareAndSet(false, true)) {
                deliver(packets);
            }
        }
    }
}
