package dev.parley.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transport.upgrade.FakeConnection.Server;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.Opcode;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One WebSocket over an upgraded connection, with the habits that each container was found to have. */
class ContainerHabitsTest {
    private static final Duration MESSAGE = Duration.ofSeconds(60);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int MAX_PENDING = 1_000;
    private static final Duration SEND = Duration.ofSeconds(30);
    private static final int ROOM = 1 << 20;

    private final AtomicLong clock = new AtomicLong();
    private final Deque<Runnable> blocking = new ArrayDeque<>();
    private boolean blockingIsFull;
    private final OpenConnections connections = new OpenConnections(10, this::submit, clock::get);
    private final Heard heard = new Heard();

    private void submit(Runnable task) {
        if (blockingIsFull) {
            throw new RejectedExecutionException();
        }
        blocking.add(task);
    }

    private void runBlocking() {
        while (!blocking.isEmpty()) {
            blocking.remove().run();
        }
    }

    private WebSocketConnection start(FakeConnection container) {
        return start(container, heard);
    }

    private WebSocketConnection start(FakeConnection container, ConnectionHandler handler) {
        WebSocketConnection connection = new WebSocketConnection(
                handler, connections, new Limits(10_000, 16, MESSAGE, CLOSING), null, MAX_PENDING, SEND.toNanos());
        UpgradeHandler upgraded = new UpgradeHandler();
        upgraded.bind(connection);
        upgraded.init(container);
        return connection;
    }

    private void later(Duration duration) {
        clock.addAndGet(duration.toNanos());
        connections.tick();
    }

    private static byte[] message(String text) {
        return FrameEncoder.text(text);
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static ClientFrames client() {
        return new ClientFrames(1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the handler was told. */
    private static class Heard implements ConnectionHandler {
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

    // ---- writing

    @ParameterizedTest
    @EnumSource
    @DisplayName("what the handler sends as it is opened is written once, whenever the container first calls")
    void first_write(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        start(container, new Heard() {
            @Override
            public void opened(WebSocketConnection connection) {
                connection.send(message("a"));
                connection.send(message("b"));
            }
        });
        container.takes(ROOM);

        assertThat(container.got()).isEqualTo(all(message("a"), message("b")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what is sent before the container is ready waits for it")
    void sent_early(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        connection.send(message("a"));
        container.takes(ROOM);
        connection.send(message("b"));

        assertThat(container.got()).isEqualTo(all(message("a"), message("b")));
        assertThat(heard.drained).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("frames that share an array are written as they are, none cut and none twice")
    void batches(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(ROOM);
        byte[] batch = FrameEncoder.texts(List.of("one", "two", "three"));
        connection.send(batch);
        connection.send(message("four"));

        assertThat(container.got()).isEqualTo(all(message("one"), message("two"), message("three"), message("four")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "a client that reads little by little gets every byte in order, and the handler is told when all is taken")
    void partial_writes(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        container.takes(10);
        for (int i = 0; i < 200; i++) {
            byte[] frame = message("message " + i);
            sent.writeBytes(frame);
            connection.send(frame);
            if (i % 7 == 0) {
                container.takes(1 + i % 50);
            }
            if (i % 50 == 49) {
                container.takes(ROOM);
                assertThat(heard.drained).isPositive();
                container.takes(1);
            }
        }
        container.takes(ROOM);

        assertThat(container.got()).isEqualTo(sent.toByteArray());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("everything that waited is flushed once")
    void one_flush(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(1);
        connection.send(message("a"));
        int before = container.flushes();
        for (int i = 0; i < 10; i++) {
            connection.send(message("b"));
        }
        container.takes(ROOM);

        assertThat(container.flushes()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a pong overtakes messages that wait")
    void pong(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(1);
        connection.send(message("a"));
        connection.send(message("b"));
        container.receives(client().whole(Opcode.PING, utf8("!")).toBytes());
        container.takes(ROOM);

        assertThat(container.got())
                .isEqualTo(all(message("a"), FrameEncoder.frame(Opcode.PONG, utf8("!")), message("b")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a client that does not read is cut when more waits than may wait, and what waited is forgotten")
    void slow_client(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(1);
        byte[] frame = FrameEncoder.frame(Opcode.BINARY, new byte[100]);
        for (int i = 0; i < 10; i++) {
            connection.send(frame); // one is taken, nine wait
            assertThat(heard.ends).isEmpty();
        }
        connection.send(frame);
        assertThat(heard.ends).containsExactly("end");

        container.takes(ROOM);
        assertThat(container.got()).isEqualTo(all(frame, FrameEncoder.close(1008, "slow consumer")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a client that does not even take the close frame loses its connection at the deadline")
    void stalled_client(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(1);
        connection.send(message("a"));
        connection.close(1001, "");

        later(CLOSING.minusNanos(1));
        runBlocking();
        assertThat(container.closes.get()).isZero();
        later(Duration.ofNanos(1));
        runBlocking();
        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(heard.ends).containsExactly("end");
        assertThat(connections.size()).isZero();
    }

    // ---- the end

    @ParameterizedTest
    @EnumSource
    @DisplayName("a client that leaves in good order ends the connection once, however the container tells it")
    void clean_end(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        start(container);
        container.takes(ROOM);
        int told = container.clientLeaves();
        assertThat(heard.ends).containsExactly("end");
        runBlocking();

        assertThat(told).isPositive();
        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(connections.size()).isZero();
    }

    @Test
    @DisplayName(
            "on Tomcat a connection is closed by whoever ends it, since its socket is closed behind the call that told of it")
    void tomcat_end() throws IOException {
        FakeConnection container = FakeConnection.of(Server.TOMCAT);
        start(container);
        container.takes(ROOM);
        container.receives(client().close(1000).toBytes());

        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(blocking).isEmpty();
    }

    @Test
    @DisplayName("Tomcat's repeated end stops at once, because the connection is closed")
    void tomcat_repeats_no_end() throws IOException {
        FakeConnection container = FakeConnection.of(Server.TOMCAT);
        start(container);
        container.takes(ROOM);

        assertThat(container.clientLeaves()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an end that is read ends the connection")
    void end_of_stream(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        start(container);
        container.takes(ROOM);
        container.endIsRead();
        runBlocking();

        assertThat(heard.ends).containsExactly("end");
        assertThat(container.closes.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a reset during a partial write ends the connection once and lets the container's thread go")
    void reset(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(1);
        connection.send(message("a"));
        connection.send(message("b"));
        int told = container.isResetDuringWrite();
        connection.send(message("c"));
        runBlocking();

        assertThat(heard.ends).containsExactly("end");
        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(connections.size()).isZero();
        if (server == Server.WILDFLY) {
            assertThat(told).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a write that fails is never thrown at whoever sent, nor when the container has told of it before")
    void failing_write(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(ROOM);
        container.breaksSilently();
        connection.send(message("a"));
        connection.send(message("b"));
        runBlocking();

        assertThat(heard.ends).containsExactly("end");
        assertThat(container.closes.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the end of the upgrade handler ends the connection")
    void destroyed(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = new WebSocketConnection(
                heard, connections, new Limits(10_000, 16, MESSAGE, CLOSING), null, MAX_PENDING, SEND.toNanos());
        UpgradeHandler upgraded = new UpgradeHandler();
        upgraded.bind(connection);
        upgraded.init(container);
        upgraded.destroy();
        upgraded.destroy();

        assertThat(heard.ends).containsExactly("end");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a violation is answered by its close code, and then the connection is closed")
    void violation(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        start(container);
        container.takes(ROOM);
        container.receives(client().raw(0xF1, utf8("x")).toBytes());
        runBlocking();

        assertThat(heard.ends).containsExactly(Violation.RESERVED_BIT.name());
        assertThat(container.got()).startsWith(0x88).containsSequence(1002 >> 8, 1002 & 0xFF);
        assertThat(container.closes.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "RFC 6455, 5.5.1: the client's close frame is answered, behind what waits, and then the connection is closed")
    void closing_handshake(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        container.takes(1);
        connection.send(message("a"));
        connection.send(message("b"));
        container.receives(client().close(1000).toBytes());
        connection.send(message("c"));
        container.takes(ROOM);
        runBlocking();

        assertThat(container.got()).isEqualTo(all(message("a"), message("b"), FrameEncoder.close(1000, "")));
        assertThat(container.closes.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a message that does not become whole in time is a violation")
    void incomplete_message(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        start(container);
        container.takes(ROOM);
        container.receives(client().raw(0x01, utf8("begun")).toBytes());
        later(MESSAGE.minusNanos(1));
        assertThat(heard.ends).isEmpty();
        later(Duration.ofNanos(1));

        assertThat(heard.ends).containsExactly(Violation.MESSAGE_TOO_SLOW.name());
    }

    // ---- all connections

    @ParameterizedTest
    @EnumSource(names = "TOMCAT", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("where closing may block, a thread closes that may wait, never the one that noticed the end")
    void never_closes_itself(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        WebSocketConnection connection = start(container);
        blockingIsFull = true;
        connection.drop();
        assertThat(container.closes.get()).isZero();
        assertThat(connections.size()).isEqualTo(1);

        blockingIsFull = false;
        connections.tick();
        runBlocking();
        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(connections.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("at undeployment every connection gets 1001 and is closed, and none begins any more")
    void undeployment(Server server) throws IOException {
        List<FakeConnection> containers = new ArrayList<>();
        OpenConnections closingAtOnce = new OpenConnections(10, Runnable::run, clock::get);
        Limits limits = new Limits(10_000, 16, MESSAGE, CLOSING);
        for (int i = 0; i < 3; i++) {
            FakeConnection container = FakeConnection.of(server);
            new WebSocketConnection(heard, closingAtOnce, limits, null, MAX_PENDING, SEND.toNanos()).start(container);
            container.takes(i == 0 ? 0 : ROOM); // the first client does not read
            containers.add(container);
        }
        closingAtOnce.close();
        FakeConnection late = FakeConnection.of(server);
        new WebSocketConnection(heard, closingAtOnce, limits, null, MAX_PENDING, SEND.toNanos()).start(late);

        assertThat(heard.ends).containsExactly("end", "end", "end", "end");
        assertThat(containers).allMatch(container -> container.closes.get() == 1);
        assertThat(containers.get(1).got()).isEqualTo(FrameEncoder.close(1001, "server shutting down"));
        assertThat(late.closes.get()).isEqualTo(1);
        assertThat(closingAtOnce.isFull()).isTrue();
        assertThat(closingAtOnce.size()).isZero();
    }

    @Test
    @DisplayName("a close that the container does not end is interrupted after five seconds, and counts until then")
    void close_that_blocks() throws Exception {
        FakeConnection container = FakeConnection.of(Server.WILDFLY);
        WebSocketConnection connection = start(container);
        connection.drop();
        Thread closer = new Thread(blocking.remove());
        container.closesBlock();
        closer.start();
        container.awaitClosing();
        assertThat(connections.size()).isEqualTo(1);
        later(Duration.ofSeconds(5));
        closer.join();

        assertThat(connections.size()).isZero();
    }
}
