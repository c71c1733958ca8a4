package dev.parley.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Crowded;
import dev.parley.gateway.FakeSession;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import dev.parley.transport.http.SessionCloser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The simple echo, by a container that the test plays. */
class EchoConnectionTest {
    private final Settings.Streams settings = Settings.from(new SettingsSource(
                    Map.of(
                            "parley.streams.max-message",
                            "1KiB",
                            "parley.streams.outbox-bytes",
                            "16KiB",
                            "parley.streams.max-sockets",
                            "2",
                            "parley.streams.max-sockets-per-address",
                            "2",
                            "parley.streams.send-timeout",
                            "100ms"),
                    Map.of(),
                    Map.of()))
            .streams();
    private final EchoConnections all = new EchoConnections(settings, new SessionCloser(Runnable::run));
    private final FakeSession container = new FakeSession();
    private final EchoConnection connection = open(container);

    private EchoConnection open(FakeSession session) {
        EchoConnection opened = new EchoConnection(all, "10.0.0.1");
        opened.open(session.session());
        return opened;
    }

    @Test
    void a_message_comes_back_behind_the_servers_words_however_it_is_cut() {
        connection.text("hello", true);
        connection.text("he", false);
        connection.text("llo", true);

        assertThat(container.sent).containsExactly("5. 服务器说:hello", "5. 服务器说:hello");
    }

    @Test
    void a_client_that_says_nothing_for_too_long_is_told_to_go() {
        long idle = settings.idleTimeout().toNanos();
        all.tick(System.nanoTime() + idle - Duration.ofMinutes(1).toNanos());
        assertThat(container.closed()).isNull();

        connection.text("here", true);
        all.tick(System.nanoTime() + idle + 1);

        assertThat(container.closed()).isEqualTo("1001 idle");
        assertThat(all.crossed().sums()).isEqualTo(Map.of("idle-timeout", 1L));
    }

    @Test
    void one_message_is_in_flight_and_the_others_follow_without_recursion() {
        container.holdSends();
        for (int i = 0; i < 500; i++) {
            connection.text("x", true);
        }
        assertThat(container.inFlight()).isEqualTo(1);
        int before = container.deepest();
        container.sendInside();

        assertThat(container.sent).hasSize(500);
        assertThat(container.deepest()).isLessThan(before + 20);
    }

    @Test
    void a_message_beyond_its_limit_ends_the_connection() {
        connection.text("x".repeat(1_024), true);
        assertThat(container.closed()).isNull();
        connection.text("x".repeat(1_000), false);
        connection.text("x".repeat(25), false);

        assertThat(container.closed()).isEqualTo("1009 message too big");
        assertThat(container.sent).hasSize(1);
        assertThat(all.crossed().sums()).isEqualTo(Map.of("max-message", 1L));
    }

    @Test
    void a_client_that_does_not_read_is_cut_at_its_bound() {
        container.holdSends();
        for (int i = 0; i < 8; i++) {
            connection.text("x".repeat(1_000), true); // 2,016 bytes each; the first is in flight
        }
        assertThat(container.closed()).isNull();
        connection.text("x".repeat(1_000), true);
        connection.text("x".repeat(1_000), true);

        assertThat(container.closed()).isEqualTo("1008 slow consumer");
        assertThat(all.crossed().sums()).isEqualTo(Map.of("outbox-bytes", 1L));
    }

    @Test
    void a_client_that_lets_a_message_wait_is_cut_at_the_deadline() {
        container.holdSends();
        connection.text("hello", true);
        long now = System.nanoTime();
        assertThat(connection.sendingFor(now + 5)).isGreaterThan(0);
        all.tick(now);
        assertThat(container.closed()).isNull();

        all.tick(now + settings.sendTimeout().toNanos() + 1);

        assertThat(container.closed()).isEqualTo("1008 slow consumer");
        assertThat(all.crossed().sums()).isEqualTo(Map.of("send-timeout", 1L));
    }

    @Test
    void a_client_that_has_taken_everything_is_left_alone() {
        connection.text("hello", true);

        all.tick(System.nanoTime() + 10 * settings.sendTimeout().toNanos());

        assertThat(container.closed()).isNull();
    }

    @Test
    void connections_are_counted() {
        assertThat(all.places().crowded("10.0.0.1")).isNull();
        EchoConnection second = open(new FakeSession());
        assertThat(all.places().crowded("10.0.0.1")).isEqualTo(Crowded.SERVER);
        second.closed();
        second.closed();
        assertThat(all.places().crowded("10.0.0.1")).isNull();

        all.close();

        assertThat(container.closed()).isEqualTo("1001 server shutting down");
    }
}
