package dev.parley.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Crowded;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WebSocketConnectionTest {
    private static final String ADDRESS = "10.0.0.1";
    private static final int MAX_PENDING = 1_000;
    private static final Duration SEND = Duration.ofSeconds(30);
    private static final Limits LIMITS = new Limits(10_000, 100, Duration.ofSeconds(60), Duration.ofSeconds(5));

    private long now;
    private final FakeContainer container = new FakeContainer();
    private final OpenConnections connections = new OpenConnections(2, 2, Duration.ZERO, Runnable::run, () -> now);
    private final Echo echo = new Echo();

    @Test
    void what_is_sent_before_anything_is_read_comes_back_whole_and_in_order() throws Exception {
        start(true);
        container.clientReadsOnly(0);

        container.clientSends(frames(0, 200));
        assertThat(container.unread()).as("bytes left to the client's side").isGreaterThan(15_000);
        container.clientSends(frames(200, 300));
        while (container.unread() > 0 || container.written().length < echoes(300).length) {
            container.clientReads(150);
        }

        assertThat(container.written()).isEqualTo(echoes(300));
    }

    @Test
    void a_client_that_does_not_read_is_cut_at_its_bound_when_others_decide_what_it_is_sent() throws Exception {
        start(false);
        container.clientReadsOnly(0);

        container.clientSends(frames(0, 200));
        container.clientReads(Integer.MAX_VALUE);

        assertThat(container.written()).isEqualTo(FrameEncoder.close(1008, "slow consumer"));
    }

    @Test
    void a_client_that_lets_something_wait_is_cut_at_its_deadline() throws Exception {
        start(true);
        container.clientReadsOnly(0);
        container.clientSends(frames(0, 1));
        tick(Duration.ZERO);

        tick(SEND.minusMillis(1));
        assertThat(echo.ends).isEmpty();
        tick(Duration.ofMillis(1));
        assertThat(echo.ends).containsExactly("end");
        assertThat(connections.crossed().sums()).isEqualTo(Map.of("send-timeout", 1L));
        tick(LIMITS.closing());

        assertThat(container.closed).isTrue();
        assertThat(connections.size()).isZero();
    }

    @Test
    void a_client_that_reads_slowly_is_served() throws Exception {
        start(true);
        container.clientReadsOnly(0);
        container.clientSends(frames(0, 20));
        for (int i = 0; i < 20; i++) {
            container.clientReads(1);
            tick(SEND.minusMillis(1));
        }
        container.clientReads(Integer.MAX_VALUE);

        assertThat(container.written()).isEqualTo(echoes(20));
        tick(SEND.multipliedBy(2));
        assertThat(echo.ends).as("nothing waits any more").isEmpty();
    }

    @Test
    @DisplayName("Section 10.4: a message that does not end in time ends the connection")
    void an_incomplete_message_is_held_to_its_deadline() throws Exception {
        start(true);
        byte[] frame = frames(0, 1);
        container.clientSends(Arrays.copyOf(frame, frame.length - 1));

        tick(LIMITS.incompleteMessage().minusMillis(1));
        assertThat(container.written()).isEmpty();
        tick(Duration.ofMillis(1));

        assertThat(container.written()).isEqualTo(FrameEncoder.close(1008, Violation.MESSAGE_TOO_SLOW.message()));
        assertThat(echo.ends).containsExactly("MESSAGE_TOO_SLOW");
    }

    @Test
    void a_message_that_the_server_does_not_read_is_not_late() throws Exception {
        start(true);
        container.clientReadsOnly(0);
        container.clientSends(frames(0, 200));
        for (int i = 0; i < 4; i++) {
            tick(SEND.minusMillis(1));
            container.clientReads(1);
        }

        assertThat(echo.ends).isEmpty();
    }

    @Test
    @DisplayName("Section 7.1.1: a peer that does not answer a Close frame is dropped")
    void the_closing_handshake_is_held_to_its_deadline() {
        WebSocketConnection connection = start(true);
        connection.close(1001, "bye");

        tick(LIMITS.closing().minusMillis(1));
        assertThat(container.closed).isFalse();
        tick(Duration.ofMillis(1));

        assertThat(container.closed).isTrue();
        assertThat(container.written()).isEqualTo(FrameEncoder.close(1001, "bye"));
    }

    @Test
    void connections_are_counted_until_the_container_has_closed_them() {
        List<Runnable> closing = new ArrayList<>();
        OpenConnections two = new OpenConnections(2, 2, Duration.ZERO, closing::add, () -> now);
        connection(two, true).start(container);
        WebSocketConnection second = connection(two, true);
        assertThat(two.size()).isOne();
        second.start(new FakeContainer());
        assertThat(two.size()).isEqualTo(2);

        second.drop();
        assertThat(two.size()).isEqualTo(2);
        closing.forEach(Runnable::run);

        assertThat(two.size()).isOne();
    }

    @Test
    void a_place_is_taken_from_the_answer_on_for_5_s_or_by_the_connection_that_begins() {
        assertThat(connections.reserve(ADDRESS)).isNull();
        assertThat(connections.reserve(ADDRESS)).isNull();
        assertThat(connections.reserve(ADDRESS)).isEqualTo(Crowded.SERVER);

        start(true);
        assertThat(connections.reserve(ADDRESS)).isEqualTo(Crowded.SERVER);

        tick(Duration.ofSeconds(5));
        assertThat(connections.size()).as("the one that began").isOne();
        assertThat(connections.reserve(ADDRESS)).isNull();
    }

    @Test
    void an_address_has_its_share_of_the_places_until_its_connections_are_closed_or_did_not_begin() {
        List<Runnable> closing = new ArrayList<>();
        OpenConnections shared = new OpenConnections(10, 2, Duration.ZERO, closing::add, () -> now);
        WebSocketConnection begun = connection(shared, true);
        assertThat(shared.reserve("10.0.0.2")).isNull();
        assertThat(shared.reserve(ADDRESS)).isNull();
        begun.start(container);
        assertThat(shared.reserve(ADDRESS)).isNull();
        assertThat(shared.reserve(ADDRESS)).isEqualTo(Crowded.ADDRESS);
        assertThat(shared.refused()).isOne();
        assertThat(shared.size()).isEqualTo(3);

        now += Duration.ofSeconds(5).toNanos();
        shared.tick();
        assertThat(shared.reserve(ADDRESS)).isNull();
        begun.drop();
        assertThat(shared.reserve(ADDRESS)).isEqualTo(Crowded.ADDRESS);
        closing.forEach(Runnable::run);
        assertThat(shared.reserve(ADDRESS)).isNull();
        assertThat(shared.reserve(ADDRESS)).isEqualTo(Crowded.ADDRESS);
    }

    @Test
    void a_connection_that_begins_after_its_time_is_of_its_address_all_the_same() {
        OpenConnections shared = new OpenConnections(10, 1, Duration.ZERO, Runnable::run, () -> now);
        WebSocketConnection late = connection(shared, true);
        late.start(container);
        assertThat(shared.reserve(ADDRESS)).isEqualTo(Crowded.ADDRESS);

        late.drop();

        assertThat(shared.reserve(ADDRESS)).isNull();
    }

    private WebSocketConnection start(boolean paced) {
        WebSocketConnection connection = connection(connections, paced);
        connection.start(container);
        tick(Duration.ZERO); // an idle connection is no longer watched then
        return connection;
    }

    private WebSocketConnection connection(OpenConnections all, boolean paced) {
        echo.paced = paced;
        return new WebSocketConnection(echo, all, ADDRESS, LIMITS, null, MAX_PENDING, SEND.toNanos());
    }

    private void tick(Duration later) {
        now += later.toNanos();
        connections.tick();
    }

    private static byte[] frames(int from, int to) {
        ClientFrames frames = new ClientFrames(from);
        for (int i = from; i < to; i++) {
            frames.whole(Opcode.BINARY, message(i));
        }
        return frames.toBytes();
    }

    private static byte[] echoes(int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(FrameEncoder.frame(Opcode.BINARY, message(i)));
        }
        return all.toByteArray();
    }

    private static byte[] message(int number) {
        byte[] message = new byte[100];
        Arrays.fill(message, (byte) number);
        return message;
    }

    private static final class Echo implements ConnectionHandler {
        private final List<String> ends = new ArrayList<>();
        private boolean paced;
        private @Nullable WebSocketConnection connection;

        @Override
        public void opened(WebSocketConnection opened) {
            connection = opened;
        }

        @Override
        public boolean readsAtClientsPace() {
            return paced;
        }

        @Override
        public void text(String text) {
            throw new AssertionError("nobody sends text");
        }

        @Override
        public void binary(byte[] data) {
            Objects.requireNonNull(connection).send(FrameEncoder.frame(Opcode.BINARY, data));
        }

        @Override
        public void closed(@Nullable Violation violation) {
            ends.add(violation == null ? "end" : violation.name());
        }
    }
}
