package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Crowded;
import dev.parley.settings.ChatSettings;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import dev.parley.socket.TestServer;
import dev.parley.transport.http.SessionCloser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The plain WebSocket, by a container that the test plays. */
class LineConnectionTest {
    private final GatewayFixture chat = new GatewayFixture();
    private final ChatSettings.Line settings = Settings.from(new SettingsSource(
                    Map.of(
                            "parley.chat.line.max-message",
                            "1024",
                            "parley.chat.line.outbox-bytes",
                            "16KiB",
                            "parley.chat.line.max-connections",
                            "2",
                            "parley.chat.line.max-connections-per-address",
                            "2"),
                    Map.of(),
                    Map.of()))
            .chat()
            .line();
    private final LineConnections all = connections(Runnable::run);

    /** @param blocking what pings run on */
    private LineConnections connections(Executor blocking) {
        return new LineConnections(
                chat.chat, new Logins(), settings, Runnable::run, blocking, new SessionCloser(Runnable::run));
    }

    private final class Client {
        private final FakeSession container = new FakeSession();
        private final LineConnection connection = new LineConnection(all, "10.0.0.1", null);

        Client() {
            connection.open(container.session());
        }

        Client says(String line) {
            connection.text(line, true);
            return this;
        }
    }

    @Test
    void lines_are_the_classic_protocol_and_people_are_those_of_all_ways_in() {
        TestServer.Client ann = chat.classic("Ann");
        Client bob = new Client().says("Bob");
        ann.send("2[\"message\",\"hello\"]", "2[\"message\",\"@bob psst\"]");

        bob.says("@Ann hi").says("to all");

        assertThat(bob.container.sent)
                .containsExactly("Ann: hello", "[私信] Ann → Bob: psst", "[私信] Bob → Ann: hi", "Bob: to all");
        assertThat(ann.received()).first().isEqualTo("2[\"message\",\"Bob加入聊天室\"]");
    }

    @Test
    void a_private_message_between_others_is_not_sent_here() {
        Client bob = new Client().says("Bob");
        chat.classic("Ann");
        chat.classic("Eve").send("2[\"message\",\"@Ann psst\"]");

        assertThat(bob.container.sent).containsExactly("Ann加入聊天室", "Eve加入聊天室");
    }

    @Test
    void a_refusal_is_told_to_its_client() {
        chat.classic("Ann");

        assertThat(new Client().says("ann").says("Bob").container.sent)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("[系统] 名字已被使用");
    }

    @Test
    void the_parts_of_a_message_are_put_together() {
        Client bob = new Client().says("Bob");
        bob.connection.text("hel", false);
        bob.connection.text("lo", true);

        assertThat(bob.container.sent).containsExactly("Bob: hello");
    }

    @Test
    void a_message_past_the_bound_ends_the_connection_and_frees_the_name() {
        Client bob = new Client().says("Bob");
        bob.connection.text("x".repeat(1_000), false);
        bob.connection.text("x".repeat(25), false);

        assertThat(bob.container.closed()).isEqualTo("1009 message too big");
        assertThat(all.crossed().sums()).isEqualTo(Map.of("max-message", 1L));
        assertThat(chat.log.stored()).containsExactly("JOIN Bob", "LEAVE Bob");
    }

    @Test
    void a_binary_message_is_refused() {
        Client bob = new Client().says("Bob");
        bob.connection.binary();

        assertThat(bob.container.closed()).isEqualTo("1003 only text is understood here");
        assertThat(chat.log.stored()).endsWith("LEAVE Bob");
    }

    @Test
    void one_send_is_in_flight_and_lines_stay_in_order() {
        Client bob = new Client().says("Bob");
        bob.container.holdSends();
        bob.says("1").says("2").says("3");
        assertThat(bob.container.inFlight()).isEqualTo(1);

        bob.container.complete();
        bob.container.complete();

        assertThat(bob.container.sent).containsExactly("Bob: 1", "Bob: 2", "Bob: 3");
        assertThat(bob.container.inFlight()).isEqualTo(1);
    }

    @Test
    void many_lines_that_the_container_sends_inside_the_call_need_no_deep_stack() {
        Client bob = new Client().says("Bob");
        bob.container.holdSends();
        bob.says("first");
        for (int i = 0; i < 400; i++) {
            chat.pass(Duration.ofSeconds(1));
            bob.says("line " + i);
        }
        bob.container.sendInside();

        assertThat(bob.container.sent).hasSize(401).endsWith("Bob: line 399");
        assertThat(bob.container.deepest()).isLessThan(200);
    }

    @Test
    void who_goes_too_fast_is_told_and_who_goes_on_is_cut_with_1008() {
        Client bob = new Client().says("Bob");
        for (int i = 1; i < 100; i++) {
            bob.says("line " + i);
        }
        bob.says("too fast");
        assertThat(bob.container.sent).hasSize(100).last().asString().startsWith("[系统] 消息太快");
        assertThat(bob.container.closed()).isNull();

        for (int i = 0; i < 100; i++) {
            bob.says("too fast");
        }

        assertThat(bob.container.closed()).isEqualTo("1008 too fast");
    }

    @Test
    void a_client_that_does_not_read_is_cut_and_nobody_waits_for_it() {
        TestServer.Client ann = chat.classic("Ann");
        Client bob = new Client().says("Bob");
        bob.container.holdSends();
        for (int i = 0; i < 20; i++) {
            ann.send("2[\"message\",\"" + "x".repeat(1_000) + "\"]");
        }

        assertThat(bob.container.closed()).isEqualTo("1008 too slow");
        assertThat(ann.received()).hasSize(22); // both notices and what was said
        assertThat(all.crossed().sums()).isEqualTo(Map.of("outbox-bytes", 1L));
    }

    @Test
    void a_send_that_fails_ends_the_connection() {
        Client bob = new Client().says("Bob");
        bob.container.holdSends();
        bob.says("1").says("2");
        bob.container.fail();

        assertThat(bob.container.sent).containsExactly("Bob: 1");
        assertThat(chat.log.stored()).endsWith("LEAVE Bob");
    }

    @Test
    void a_silent_client_is_pinged_and_one_that_does_not_answer_is_cut() {
        Client bob = new Client().says("Bob");
        long now = System.nanoTime();
        bob.connection.tick(
                now + settings.pingInterval().toNanos() - Duration.ofSeconds(1).toNanos());
        assertThat(bob.container.pings()).isZero();

        bob.connection.tick(
                now + settings.pingInterval().toNanos() + Duration.ofSeconds(1).toNanos());
        assertThat(bob.container.pings()).isEqualTo(1);
        bob.connection.tick(now
                + settings.pingInterval()
                        .plus(settings.pingTimeout())
                        .plusSeconds(1)
                        .toNanos());

        assertThat(bob.container.closed()).isEqualTo("1001 no answer to pings");
        assertThat(all.crossed().sums()).isEqualTo(Map.of("ping-timeout", 1L));
        assertThat(chat.log.stored()).endsWith("LEAVE Bob");
    }

    @Test
    void a_client_that_cannot_be_pinged_is_cut() {
        Client bob = new Client().says("Bob");
        bob.container.refusePings();

        bob.connection.tick(
                System.nanoTime() + settings.pingInterval().plusSeconds(1).toNanos());

        assertThat(bob.container.closed()).isEqualTo("1006 could not be sent to");
        assertThat(chat.log.stored()).endsWith("LEAVE Bob");
    }

    @Test
    void a_client_whose_ping_has_to_wait_has_its_time_from_when_that_is_sent() {
        List<Runnable> waiting = new ArrayList<>();
        FakeSession container = new FakeSession();
        LineConnection bob = new LineConnection(connections(waiting::add), "10.0.0.1", null);
        bob.open(container.session());
        Duration late = settings.pingInterval().plus(settings.pingTimeout()).plusSeconds(1);

        bob.tick(System.nanoTime() + late.toNanos());
        bob.tick(System.nanoTime() + late.toNanos());
        assertThat(waiting).hasSize(1);
        assertThat(container.closed()).isNull();
        waiting.forEach(Runnable::run);
        bob.tick(System.nanoTime());
        assertThat(container.closed()).isNull();
        bob.tick(System.nanoTime() + settings.pingTimeout().plusSeconds(1).toNanos());

        assertThat(container.closed()).isEqualTo("1001 no answer to pings");
    }

    @Test
    void a_client_that_answers_its_ping_stays() {
        Client bob = new Client().says("Bob");
        long interval = settings.pingInterval().plusSeconds(1).toNanos();
        bob.connection.tick(System.nanoTime() + interval);

        bob.connection.heard();
        bob.connection.tick(
                System.nanoTime() + settings.pingTimeout().plusSeconds(1).toNanos());

        assertThat(bob.container.pings()).isEqualTo(1);
        assertThat(bob.container.closed()).isNull();
    }

    @Test
    void a_send_past_its_deadline_ends_the_connection() {
        Client bob = new Client().says("Bob");
        bob.container.holdSends();
        bob.says("hello");

        bob.connection.tick(
                System.nanoTime() + settings.sendTimeout().plusSeconds(1).toNanos());

        assertThat(bob.container.closed()).isEqualTo("1008 too slow");
        assertThat(all.crossed().sums()).isEqualTo(Map.of("send-timeout", 1L));
    }

    @Test
    void what_ends_is_forgotten() {
        Client bob = new Client().says("Bob");
        Client other = new Client();
        assertThat(all.places().crowded("10.0.0.2")).isEqualTo(Crowded.SERVER);
        assertThat(all.places().refused()).isEqualTo(1);
        bob.connection.closed();
        other.connection.closed();
        bob.connection.closed();

        assertThat(all.places().crowded("10.0.0.1")).isNull();
        assertThat(all.places().refused()).isEqualTo(1);
        assertThat(chat.log.stored()).containsExactly("JOIN Bob", "LEAVE Bob");
    }

    @Test
    void the_end_of_the_server_is_told_to_every_client() {
        Client bob = new Client();

        all.close();

        assertThat(bob.container.closed()).isEqualTo("1001 the server ends");
    }
}
