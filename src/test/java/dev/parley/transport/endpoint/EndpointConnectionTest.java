package dev.parley.transport.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.EngineFixture;
import dev.parley.engine.EngineSession;
import dev.parley.engine.Outgoing;
import dev.parley.metrics.Tally;
import dev.parley.transport.http.SessionCloser;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Engine.IO over the container's WebSocket, with the habits of the containers. */
class EndpointConnectionTest {
    private static final int MESSAGES = 10;

    private final EngineFixture fixture = new EngineFixture();
    private final FakeSession container = new FakeSession();
    private final List<Runnable> blocking = new ArrayList<>();
    private final Tally crossed = new Tally();
    private final EndpointConnection connection = new EndpointConnection(
            fixture.server, EngineFixture.handshake(), new SessionCloser(blocking::add), crossed);

    private EngineSession open() {
        connection.open(container.session);
        String sid = container.sent.get(0).replaceAll(".*\"sid\":\"([^\"]*)\".*", "$1");
        return Objects.requireNonNull(fixture.server.find(sid));
    }

    private static List<String> numbers() {
        return IntStream.range(0, MESSAGES).mapToObj(n -> "4" + n).toList();
    }

    @Test
    void a_container_that_completes_sends_at_once_gets_one_after_the_other() {
        EngineSession session = open();
        for (int i = 0; i < MESSAGES; i++) {
            session.send(Outgoing.text("" + i));
        }

        assertThat(container.sent.subList(1, container.sent.size())).isEqualTo(numbers());
    }

    @Test
    void a_container_that_completes_sends_late_never_gets_a_second_one_before() {
        EngineSession session = open();
        container.completesAtOnce = false;
        for (int i = 0; i < MESSAGES; i++) {
            session.send(Outgoing.text("" + i));
        }
        assertThat(container.sent).hasSize(2);
        for (int i = 0; i < MESSAGES; i++) {
            container.complete(new SendResult());
        }

        assertThat(container.sent.subList(1, container.sent.size())).isEqualTo(numbers());
        assertThat(fixture.heard).containsExactly("opened");
    }

    @Test
    void a_long_batch_that_is_completed_at_once_does_not_recurse() {
        EngineSession session = open();
        session.send(
                IntStream.range(0, 10_000).mapToObj(n -> Outgoing.text("" + n)).toList());

        assertThat(container.sent).hasSize(10_001);
    }

    @Test
    void a_failed_send_ends_the_session_once() {
        EngineSession session = open();
        container.completesAtOnce = false;
        session.send(Outgoing.text("a"));
        session.send(Outgoing.text("b"));
        container.complete(new SendResult(new IOException("broken")));
        connection.error(new IOException("broken"));
        connection.close();

        assertThat(fixture.heard).containsExactly("opened", "closed transport error");
    }

    @Test
    void a_connection_is_closed_once_and_by_a_thread_that_may_wait() {
        EngineSession session = open();
        session.close(dev.parley.engine.CloseReason.FORCED_CLOSE);
        connection.close();
        assertThat(container.closed).isEmpty();
        blocking.forEach(Runnable::run);

        assertThat(container.closed).containsExactly("1000");
    }

    @Test
    void a_message_in_parts_is_one_message_whatever_buffer_the_container_has() {
        open();
        connection.text("4par", false);
        connection.text("ts", true);
        connection.binary(new byte[] {1}, false);
        connection.binary(new byte[] {2}, true);

        assertThat(fixture.heard).containsExactly("opened", "message parts", "message Binary[data=Bytes[2]]");
    }

    @Test
    void a_message_of_too_many_parts_ends_the_connection_as_too_big() {
        open();
        String part = "4".repeat(512);
        connection.text(part, false);
        connection.text(part, false);
        connection.text("4", false);
        connection.text(part, true);
        blocking.forEach(Runnable::run);

        assertThat(container.closed).containsExactly("1009");
        assertThat(fixture.heard).containsExactly("opened", "closed transport error");
        assertThat(crossed.sums()).isEqualTo(Map.of("max-message", 1L));
    }

    @Test
    void what_counts_of_a_text_are_its_bytes() {
        open();
        connection.text("4" + "中".repeat(342), true);
        blocking.forEach(Runnable::run);

        assertThat(container.closed).containsExactly("1009");
    }
}
