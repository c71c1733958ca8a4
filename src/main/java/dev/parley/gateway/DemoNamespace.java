package dev.parley.gateway;

import dev.parley.socket.Args;
import dev.parley.socket.ArgumentException;
import dev.parley.socket.Namespace;
import dev.parley.socket.Socket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What Socket.IO can do, for the lab: events both ways, acknowledgements, binary, rooms. */
public final class DemoNamespace {
    private static final Logger LOG = System.getLogger("dev.parley.gateway");
    private static final Map<String, String> HELLO = Map.of("hello", "world");
    private static final int MAX_ROOMS = 10;
    private static final int MAX_ROOM_NAME = 64;

    /** Keeps the rooms of clients apart from the ids of sockets, which are rooms too. */
    private static final String PREFIX = "room ";

    private final Namespace namespace;

    private DemoNamespace(Namespace namespace) {
        this.namespace = namespace;
    }

    public static void open(Namespace namespace) {
        namespace.onConnection(new DemoNamespace(namespace)::connected);
        namespace.onFailure((socket, event, failure, ack) -> {
            if (failure instanceof ArgumentException) {
                ack.send(Answers.invalid(String.valueOf(failure.getMessage())));
            } else {
                LOG.log(Level.WARNING, "A handler of the demo failed", failure);
            }
        });
    }

    private void connected(Socket socket) {
        socket.on("my other event", (args, ack) -> log(socket, "my other event", args));
        socket.on("message", (args, ack) -> log(socket, "message", args));
        socket.on("echo", (args, ack) -> ack.send(args));
        socket.on("join room", (args, ack) -> {
            String room = args.string(0);
            if (room.isEmpty()
                    || room.length() > MAX_ROOM_NAME
                    || socket.rooms().size() >= MAX_ROOMS) {
                ack.send(Answers.invalid(
                        "at most " + MAX_ROOMS + " rooms, with names of 1 to " + MAX_ROOM_NAME + " characters"));
                return;
            }
            socket.join(PREFIX + room);
            ack.send(Answers.ok(Map.of("rooms", rooms(socket))));
        });
        socket.on("leave room", (args, ack) -> {
            socket.leave(PREFIX + args.string(0));
            ack.send(Answers.ok(Map.of("rooms", rooms(socket))));
        });
        socket.on("to room", (args, ack) -> {
            String room = args.string(0);
            namespace.to(PREFIX + room).emit("room message", room, args.value(1));
            ack.send(Answers.ok(Map.of()));
        });
        socket.emit("news", HELLO);
        socket.send(HELLO);
    }

    private static Set<String> rooms(Socket socket) {
        Set<String> rooms = new TreeSet<>();
        socket.rooms().forEach(room -> rooms.add(room.substring(PREFIX.length())));
        return rooms;
    }

    private static void log(Socket socket, String event, Args args) {
        LOG.log(Level.DEBUG, () -> socket + " sent \"" + event + "\": " + args);
    }
}
