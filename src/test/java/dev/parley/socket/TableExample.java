package dev.parley.socket;

import java.util.Map;

/** A card table, as an application would write it; shown in {@code src/docs/socketio-api.md}. */
final class TableExample {
    private TableExample() {}

    // tag::example[]
    static void open(SocketServer server) {
        Namespace tables = server.of("/tables");

        tables.use((socket, next) -> {
            if (socket.auth().get("name") instanceof String name && !name.isBlank()) {
                socket.data().put("name", name);
                next.accept();
            } else {
                next.refuse("Who are you?");
            }
        });

        tables.onConnection(socket -> {
            Object name = socket.data().get("name");

            socket.on("sit down", (args, ack) -> {
                String table = args.string(0);
                socket.join(table);
                socket.to(table).emit("sits down", table, name); // everybody at the table but this client
                ack.send(Map.of("players", tables.socketsIn(table).size()));
            });

            socket.on("say", (args, ack) -> {
                // everybody at the table who is not in the room "muted"
                tables.to(args.string(0)).except("muted").emit("says", name, args.string(1));
                ack.send();
            });

            // The client answers, too, and has 30 seconds for it.
            socket.emitWithAck("which language?").thenAccept(answer -> socket.join("language " + answer.string(0)));

            socket.onDisconnect(reason -> tables.emit("leaves", name, reason.text()));
        });

        tables.onFailure((socket, event, failure, ack) -> ack.send(Map.of("error", "not understood: " + event)));
    }
    // end::example[]
}
