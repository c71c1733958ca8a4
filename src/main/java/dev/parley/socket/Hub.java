package dev.parley.socket;

import dev.parley.engine.EngineSession;
import dev.parley.engine.FlushLoops;
import dev.parley.engine.Outgoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a namespace, and in which of its rooms. Membership changes under one short lock; a broadcast takes none: it
 * reads the room's {@link Members}, an immutable snapshot that is made by the first broadcast after a change and shared
 * by those that follow. A socket is also reached by its id, as if it were alone in a room of that name.
 */
final class Hub {
    private final FlushLoops loops;
    private final int maxRooms;
    private final Room everybody = new Room();

    // Read without the lock, changed under it.
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    // Guarded by the lock.
    private final Object lock = new Object();
    private final Map<Socket, Set<String>> roomsOf = new HashMap<>();

    Hub(FlushLoops loops, int maxRooms) {
        this.loops = loops;
        this.maxRooms = maxRooms;
    }

    /**
     * Whom a broadcast is for.
     *
     * @param rooms the members of any of these; none means everybody
     * @param except without the members of any of these
     * @param sender without this one
     */
    record Selection(
            Set<String> rooms, Set<String> except, @Nullable Socket sender) {}

    /** The socket is connected: from now on broadcasts reach it, also in the rooms that it has joined before. */
    void add(Socket socket) {
        synchronized (lock) {
            if (socket.isConnected()) {
                sockets.put(socket.id(), socket);
                everybody.add(socket);
                roomsOf.getOrDefault(socket, Set.of())
                        .forEach(room -> room(room).add(socket));
            }
        }
    }

    void remove(Socket socket) {
        synchronized (lock) {
            Set<String> left = roomsOf.remove(socket);
            if (sockets.remove(socket.id(), socket)) {
                everybody.remove(socket);
                if (left != null) {
                    left.forEach(room -> removeFrom(room, socket));
                }
            }
        }
    }

    /** @return false if the socket would be in more rooms than it may: then it is in none of these */
    boolean join(Socket socket, Collection<String> names) {
        synchronized (lock) {
            if (socket.isDisconnected()) {
                return true;
            }
            Set<String> joined = roomsOf.computeIfAbsent(socket, s -> new LinkedHashSet<>());
            Set<String> additional = new LinkedHashSet<>(names);
            additional.removeAll(joined);
            if (joined.size() + additional.size() > maxRooms) {
                return false;
            }
            joined.addAll(additional);
            if (sockets.containsKey(socket.id())) {
                additional.forEach(room -> room(room).add(socket));
            }
            return true;
        }
    }

    void leave(Socket socket, Collection<String> names) {
        synchronized (lock) {
            Set<String> joined = roomsOf.get(socket);
            if (joined == null) {
                return;
            }
            for (String name : names) {
                if (joined.remove(name)) {
                    removeFrom(name, socket);
                }
            }
            if (joined.isEmpty()) {
                roomsOf.remove(socket);
            }
        }
    }

    Set<String> roomsOf(Socket socket) {
        synchronized (lock) {
            return Set.copyOf(roomsOf.getOrDefault(socket, Set.of()));
        }
    }

    Set<String> rooms() {
        return Set.copyOf(rooms.keySet());
    }

    void broadcast(Selection to, List<Outgoing> packets) {
        Members whole = whole(to.rooms);
        FlushLoops.Receivers receivers = whole == null ? loops.group(sessions(included(to))) : whole.receivers;
        if (receivers.size() > 0) {
            loops.broadcast(receivers, packets, Set.copyOf(sessions(excluded(to))));
        }
    }

    /** Everybody selected, once each. */
    Collection<Socket> select(Selection of) {
        Set<Socket> selected = included(of);
        selected.removeAll(excluded(of));
        return selected;
    }

    private Set<Socket> included(Selection of) {
        Set<Socket> included = new LinkedHashSet<>();
        if (of.rooms.isEmpty()) {
            included.addAll(members(everybody).sockets);
        }
        of.rooms.forEach(room -> included.addAll(members(room)));
        return included;
    }

    private Set<Socket> excluded(Selection of) {
        if (of.except.isEmpty()) {
            return of.sender == null ? Set.of() : Set.of(of.sender);
        }
        Set<Socket> excluded = new HashSet<>();
        of.except.forEach(room -> excluded.addAll(members(room)));
        if (of.sender != null) {
            excluded.add(of.sender);
        }
        return excluded;
    }

    private static List<EngineSession> sessions(Collection<Socket> sockets) {
        return sockets.stream().map(Socket::session).toList();
    }

    /** @return null if more than one room has to be put together */
    private @Nullable Members whole(Set<String> names) {
        if (names.isEmpty()) {
            return members(everybody);
        }
        String name = names.iterator().next();
        Room room = rooms.get(name);
        return names.size() == 1 && room != null && !sockets.containsKey(name) ? members(room) : null;
    }

    private List<Socket> members(String name) {
        Room room = rooms.get(name);
        List<Socket> members = room == null ? List.of() : members(room).sockets;
        Socket single = sockets.get(name);
        if (single == null) {
            return members;
        }
        List<Socket> all = new ArrayList<>(members);
        all.add(single);
        return all;
    }

    private Members members(Room room) {
        Members members = room.snapshot;
        if (members == null) {
            synchronized (lock) {
                members = room.snapshot(loops);
            }
        }
        return members;
    }

    private Room room(String name) {
        return rooms.computeIfAbsent(name, n -> new Room());
    }

    private void removeFrom(String name, Socket socket) {
        Room room = rooms.get(name);
        if (room != null && room.remove(socket)) {
            rooms.remove(name);
        }
    }

    /** Who was in a room at one moment. */
    private record Members(List<Socket> sockets, FlushLoops.Receivers receivers) {}

    private static final class Room {
        private final Set<Socket> members = new LinkedHashSet<>(4); // guarded by the lock
        private volatile @Nullable Members snapshot; // written under the lock

        void add(Socket socket) {
            members.add(socket);
            snapshot = null;
        }

        /** @return whether nobody is left */
        boolean remove(Socket socket) {
            members.remove(socket);
            snapshot = null;
            return members.isEmpty();
        }

        Members snapshot(FlushLoops loops) {
            Members current = snapshot;
            if (current == null) {
                current = new Members(List.copyOf(members), loops.group(sessions(members)));
                snapshot = current;
            }
            return current;
        }
    }
}
