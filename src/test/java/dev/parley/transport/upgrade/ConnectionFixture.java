package dev.parley.transport.upgrade;

import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.Violation;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** WebSockets over upgraded connections of containers that the test moves, with the habits that each was found to have. */
abstract class ConnectionFixture {
    static final Duration MESSAGE = Duration.ofSeconds(60);
    static final Duration CLOSING = Duration.ofSeconds(5);
    static final int MAX_PENDING = 1_000;
    static final Duration SEND = Duration.ofSeconds(30);
    static final Duration IDLE = Duration.ofHours(1);
    static final int ROOM = 1 << 20;
    static final String ADDRESS = "10.0.0.1";

    final AtomicLong clock = new AtomicLong();
    final Deque<Runnable> blocking = new ArrayDeque<>();
    boolean blockingIsFull;
    final OpenConnections connections = new OpenConnections(10, 10, IDLE, this::submit, clock::get);
    final Heard heard = new Heard();

    final void submit(Runnable task) {
        if (blockingIsFull) {
            throw new RejectedExecutionException();
        }
        blocking.add(task);
    }

    final void runBlocking() {
        while (!blocking.isEmpty()) {
            blocking.remove().run();
        }
    }

    /** A connection whose client reads. */
    final FakeConnection started(FakeConnection.Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        start(container);
        container.takes(ROOM);
        return container;
    }

    final WebSocketConnection start(FakeConnection container) {
        return start(container, heard);
    }

    final WebSocketConnection start(FakeConnection container, ConnectionHandler handler) {
        WebSocketConnection connection = connection(handler);
        answered(connection).init(container);
        return connection;
    }

    final WebSocketConnection connection(ConnectionHandler handler) {
        return new WebSocketConnection(
                handler,
                connections,
                ADDRESS,
                new Limits(10_000, 16, MESSAGE, CLOSING),
                null,
                MAX_PENDING,
                SEND.toNanos());
    }

    /** What the container has of a connection whose opening was answered, and begins and ends it by. */
    static UpgradeHandler answered(WebSocketConnection connection) {
        UpgradeHandler upgraded = new UpgradeHandler();
        upgraded.bind(connection);
        return upgraded;
    }

    final void later(Duration duration) {
        clock.addAndGet(duration.toNanos());
        connections.tick();
    }

    /** How often each limit was crossed. */
    final Map<String, Long> crossed() {
        return connections.crossed().sums();
    }

    static byte[] message(String text) {
        return FrameEncoder.text(text);
    }

    static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static ClientFrames client() {
        return new ClientFrames(1);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the handler was told. */
    static class Heard implements ConnectionHandler {
        final List<String> texts = new ArrayList<>();
        final List<String> ends = new ArrayList<>();
        int drained;

        @Override
        public void opened(WebSocketConnection connection) {}

        @Override
        public void text(String text) {
            texts.add(text);
        }

        @Override
        public void binary(byte[] data) {
            texts.add(data.length + " bytes");
        }

        @Override
        public void drained() {
            drained++;
        }

        @Override
        public void closed(@Nullable Violation violation) {
            ends.add(violation == null ? "end" : violation.name());
        }
    }
}
