package dev.parley.socket;

import dev.parley.engine.Outgoing;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some of a namespace's sockets, and how events are sent to them. Immutable, may be kept: who belongs to it is found out
 * at each call.
 *
 * <pre>{@code
 * namespace.to("lobby", "garden").except("away").emit("news", "hello");
 * socket.to("lobby").droppable().emit("typing", name);
 * }</pre>
 */
public final class Broadcast implements Emitter {
    private final Namespace namespace;
    private final Hub.Selection selection;
    private final boolean droppable;

    Broadcast(Namespace namespace, Hub.Selection selection, boolean droppable) {
        this.namespace = namespace;
        this.selection = selection;
        this.droppable = droppable;
    }

    /**
     * The members of these rooms too, each socket once.
     *
     * @param rooms names of rooms, or ids of sockets
     */
    public Broadcast to(String... rooms) {
        return select(union(selection.rooms(), rooms), selection.except());
    }

    /**
     * Without the members of these rooms.
     *
     * @param rooms names of rooms, or ids of sockets
     */
    public Broadcast except(String... rooms) {
        return select(selection.rooms(), union(selection.except(), rooms));
    }

    /** Events that a client may miss if it reads too slowly, because a newer one makes them worthless. */
    public Broadcast droppable() {
        return new Broadcast(namespace, selection, true);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        List<Outgoing> packets = Packets.event(namespace.name(), event, args);
        namespace.hub().broadcast(selection, droppable ? Packets.droppable(packets) : packets);
    }

    /** Those whom an event would reach now. */
    public Collection<Socket> sockets() {
        return namespace.hub().select(selection);
    }

    /** Lets all of them join these rooms. */
    public void socketsJoin(String... rooms) {
        sockets().forEach(socket -> socket.join(rooms));
    }

    /** Lets all of them leave these rooms. */
    public void socketsLeave(String... rooms) {
        sockets().forEach(socket -> socket.leave(rooms));
    }

    /** Disconnects all of them, see {@link Socket#disconnect(boolean)}. */
    public void disconnectSockets(boolean closeConnection) {
        sockets().forEach(socket -> socket.disconnect(closeConnection));
    }

    private Broadcast select(Set<String> rooms, Set<String> except) {
        return new Broadcast(namespace, new Hub.Selection(rooms, except, selection.sender()), droppable);
    }

    private static Set<String> union(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Arrays.asList(more));
        return Set.copyOf(all);
    }
}
