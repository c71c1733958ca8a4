package dev.parley.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transport.upgrade.FakeConnection.Server;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.Opcode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent over one connection, whatever the container does. */
class ConnectionWriteTest extends ConnectionFixture {
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
        assertThat(crossed()).isEqualTo(Map.of("outbox-bytes", 1L));
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
}
