package dev.parley.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Crowded;
import dev.parley.transport.upgrade.FakeConnection.Server;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.Violation;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of one connection and of all, whatever the container does. */
class ConnectionEndTest extends ConnectionFixture {
    @ParameterizedTest
    @EnumSource
    @DisplayName("a client that says nothing for too long is told to close, and gone if it does not")
    void idle(Server server) throws IOException {
        FakeConnection container = started(server);
        later(IDLE.minusSeconds(1));
        container.receives(client().raw(0x81, utf8("here")).toBytes());
        later(IDLE.minusSeconds(1));
        assertThat(heard.ends).isEmpty();

        later(Duration.ofSeconds(1));
        assertThat(heard.ends).containsExactly("end");
        assertThat(container.closes.get()).isZero();
        later(CLOSING);
        runBlocking();

        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(connections.size()).isZero();
        assertThat(crossed()).isEqualTo(Map.of("idle-timeout", 1L, "closing-timeout", 1L));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a client that leaves in good order ends the connection once, however the container tells it")
    void clean_end(Server server) throws IOException {
        FakeConnection container = started(server);
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
        FakeConnection container = started(Server.TOMCAT);
        container.receives(client().close(1000).toBytes());

        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(blocking).isEmpty();
    }

    @Test
    @DisplayName("Tomcat's repeated end stops at once, because the connection is closed")
    void tomcat_repeats_no_end() throws IOException {
        FakeConnection container = started(Server.TOMCAT);

        assertThat(container.clientLeaves()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an end that is read ends the connection")
    void end_of_stream(Server server) throws IOException {
        FakeConnection container = started(server);
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
        UpgradeHandler upgraded = answered(connection(heard));
        upgraded.init(container);
        upgraded.destroy();
        upgraded.destroy();

        assertThat(heard.ends).containsExactly("end");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a connection that ends before it begins is closed as soon as it does, and leaves nothing")
    void destroyed_before(Server server) throws IOException {
        FakeConnection container = FakeConnection.of(server);
        UpgradeHandler upgraded = answered(connection(heard));
        upgraded.destroy();
        upgraded.init(container);
        runBlocking();

        assertThat(connections.size()).isZero();
        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(heard.ends).containsExactly("end");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a violation is answered by its close code, and then the connection is closed")
    void violation(Server server) throws IOException {
        FakeConnection container = started(server);
        container.receives(client().raw(0xF1, utf8("x")).toBytes());
        runBlocking();

        assertThat(heard.ends).containsExactly(Violation.RESERVED_BIT.name());
        assertThat(container.got()).startsWith(0x88).containsSequence(1002 >> 8, 1002 & 0xFF);
        assertThat(crossed()).isEmpty();
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

    @Test
    @DisplayName("a message of more bytes or fragments than it may have is a violation, and counted")
    void too_much() throws IOException {
        started(Server.TOMCAT).receives(client().raw(0x82, new byte[10_001]).toBytes());
        ClientFrames fragments = client().raw(0x02, new byte[1]);
        for (int i = 0; i < 16; i++) {
            fragments.raw(0x00, new byte[1]);
        }
        started(Server.TOMCAT).receives(fragments.toBytes());

        assertThat(heard.ends).containsExactly(Violation.MESSAGE_TOO_BIG.name(), Violation.TOO_MANY_FRAGMENTS.name());
        assertThat(crossed()).isEqualTo(Map.of("max-message", 1L, "max-fragments", 1L));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a message that does not become whole in time is a violation")
    void incomplete_message(Server server) throws IOException {
        FakeConnection container = started(server);
        container.receives(client().raw(0x01, utf8("begun")).toBytes());
        later(MESSAGE.minusNanos(1));
        assertThat(heard.ends).isEmpty();
        later(Duration.ofNanos(1));

        assertThat(heard.ends).containsExactly(Violation.MESSAGE_TOO_SLOW.name());
        assertThat(crossed()).isEqualTo(Map.of("message-timeout", 1L));
    }

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
        OpenConnections closingAtOnce = new OpenConnections(10, 10, Duration.ZERO, Runnable::run, clock::get);
        Limits limits = new Limits(10_000, 16, MESSAGE, CLOSING);
        for (int i = 0; i < 3; i++) {
            FakeConnection container = FakeConnection.of(server);
            new WebSocketConnection(heard, closingAtOnce, ADDRESS, limits, null, MAX_PENDING, SEND.toNanos())
                    .start(container);
            container.takes(i == 0 ? 0 : ROOM); // the first client does not read
            containers.add(container);
        }
        closingAtOnce.close();
        FakeConnection late = FakeConnection.of(server);
        new WebSocketConnection(heard, closingAtOnce, ADDRESS, limits, null, MAX_PENDING, SEND.toNanos()).start(late);

        assertThat(heard.ends).containsExactly("end", "end", "end", "end");
        assertThat(containers).allMatch(container -> container.closes.get() == 1);
        assertThat(containers.get(1).got()).isEqualTo(FrameEncoder.close(1001, "server shutting down"));
        assertThat(late.closes.get()).isEqualTo(1);
        assertThat(closingAtOnce.reserve(ADDRESS)).isEqualTo(Crowded.SERVER);
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

    @Test
    @DisplayName("a close that waits for those of others has its five seconds still to come")
    void close_that_waits() {
        FakeConnection container = FakeConnection.of(Server.WILDFLY);
        start(container).drop();

        later(Duration.ofSeconds(6));
        assertThat(connections.size()).isEqualTo(1);
        runBlocking();

        assertThat(container.closes.get()).isEqualTo(1);
        assertThat(connections.size()).isZero();
    }
}
