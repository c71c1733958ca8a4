package dev.parley.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of the channels that share a client's connection, each with its own sockets, rooms and events. Made by
 * {@link SocketServer#of}. Safe to use on any thread; what is registered here counts for clients that join afterwards.
 */
public final class Namespace implements Emitter {
    private static final Logger LOGGER = System.getLogger("dev.parley.socket");

    private final String name;
    private final Hub hub;
    private final Broadcast everybody = new Broadcast(this, new Hub.Selection(Set.of(), Set.of(), null), false);
    private final List<Middleware> middleware = new CopyOnWriteArrayList<>();
    private final List<Consumer<Socket>> connectionHandlers = new CopyOnWriteArrayList<>();
    private volatile FailureHandler failureHandler = Namespace::log;

    Namespace(String name, Hub hub) {
        this.name = name;
        this.hub = hub;
    }

    /** Starts with a slash. */
    public String name() {
        return name;
    }

    /** Lets this one too decide who may join, after those that were added before. */
    public Namespace use(Middleware check) {
        middleware.add(check);
        return this;
    }

    /**
     * Called for each client that joins, before any of its events: the place for {@link Socket#on}. Runs like an
     * {@link EventHandler}.
     */
    public Namespace onConnection(Consumer<Socket> handler) {
        connectionHandlers.add(handler);
        return this;
    }

    /**
     * What happens when the handler of an event throws, instead of a line in the log (at debug level where the client
     * sent wrong arguments, as a warning otherwise). The connection survives in any case.
     */
    public Namespace onFailure(FailureHandler handler) {
        failureHandler = handler;
        return this;
    }

    /** Sends to everybody here. */
    @Override
    public void emit(String event, @Nullable Object... args) {
        everybody.emit(event, args);
    }

    /**
     * The members of these rooms, each socket once.
     *
     * @param rooms names of rooms, or ids of sockets
     */
    public Broadcast to(String... rooms) {
        return everybody.to(rooms);
    }

    /**
     * Everybody but the members of these rooms.
     *
     * @param rooms names of rooms, or ids of sockets
     */
    public Broadcast except(String... rooms) {
        return everybody.except(rooms);
    }

    /** Everybody, for events that a slow client may miss. */
    public Broadcast droppable() {
        return everybody.droppable();
    }

    /** Everybody who is connected now. */
    public Collection<Socket> sockets() {
        return everybody.sockets();
    }

    /** Everybody who is in this room now. */
    public Collection<Socket> socketsIn(String room) {
        return to(room).sockets();
    }

    /** The rooms that somebody is in now. */
    public Set<String> rooms() {
        return hub.rooms();
    }

    /** Lets everybody join these rooms. */
    public void socketsJoin(String... rooms) {
        everybody.socketsJoin(rooms);
    }

    /** Lets everybody leave these rooms. */
    public void socketsLeave(String... rooms) {
        everybody.socketsLeave(rooms);
    }

    /** Disconnects everybody, see {@link Socket#disconnect(boolean)}. */
    public void disconnectSockets(boolean closeConnection) {
        everybody.disconnectSockets(closeConnection);
    }

    @Override
    public String toString() {
        return "Namespace[" + name + "]";
    }

    Hub hub() {
        return hub;
    }

    /** Lets the middleware decide on a socket. */
    void admit(Connection connection, Socket socket) {
        new Admission(connection, socket, List.copyOf(middleware)).begin();
    }

    void connected(Socket socket) {
        for (Consumer<Socket> handler : connectionHandlers) {
            try {
                handler.accept(socket);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A connection handler of namespace " + name + " failed", e);
            }
        }
    }

    void failed(Socket socket, String event, RuntimeException failure, Ack ack) {
        try {
            failureHandler.failed(socket, event, failure, ack);
        } catch (RuntimeException e) {
            e.addSuppressed(failure);
            log(socket, event, e, ack);
        }
    }

    private static void log(Socket socket, String event, RuntimeException failure, Ack ack) {
        Level level = failure instanceof ArgumentException ? Level.DEBUG : Level.WARNING;
        LOGGER.log(
                level,
                () -> "A handler of event \"" + event + "\" of namespace "
                        + socket.namespace().name() + " failed",
                failure);
    }
}
