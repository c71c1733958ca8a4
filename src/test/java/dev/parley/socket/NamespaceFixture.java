package dev.parley.socket;

import dev.parley.wire.engineio.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A server with small limits, the sockets that joined its namespaces, and why they left. */
abstract class NamespaceFixture {
    static final Bytes ONE = Bytes.copyOf(new byte[] {1, 2, 3});
    static final Bytes TWO = Bytes.copyOf(new byte[] {4, 5, 6});

    final TestServer test = new TestServer(
            "socket.connect-timeout",
            "1s",
            "socket.attachments-timeout",
            "3s",
            "socket.max-namespaces",
            "3",
            "socket.max-rooms",
            "4",
            "socket.max-acks-awaited",
            "3");
    final List<String> log = new ArrayList<>();

    final List<Socket> joined = new ArrayList<>();

    final Socket last() {
        return joined.get(joined.size() - 1);
    }

    final Namespace namespace(String name) {
        Namespace namespace = test.server.of(name);
        namespace.onConnection(socket -> {
            joined.add(socket);
            socket.onDisconnect(reason -> log.add(name + ": " + reason.text()));
        });
        return namespace;
    }
}
