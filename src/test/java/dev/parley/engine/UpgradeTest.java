package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.engineio.EnginePacket;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From polling to WebSocket (Engine.IO protocol v4, "Upgrade"). */
class UpgradeTest {
    private final EngineFixture fixture = new EngineFixture();
    private final FakeTransport polling = FakeTransport.polling();
    private final EngineSession session = fixture.open(polling);

    private FakeCarrier candidate() {
        return FakeCarrier.connect(fixture.server, "sid", session.id());
    }

    private void say(String message) {
        session.send(Outgoing.text(message));
    }

    @Test
    void a_probe_is_answered_on_the_candidate_and_the_upgrade_makes_it_the_transport() {
        FakeCarrier carrier = candidate();
        assertThat(carrier.sent).isEmpty();

        carrier.transport().text("2probe");
        assertThat(carrier.sent).containsExactly("3probe");
        assertThat(session.transport()).isEqualTo(Transport.Kind.POLLING);
        carrier.transport().text("5");
        say("over the socket");
        carrier.transport().text("4from the socket");

        assertThat(session.transport()).isEqualTo(Transport.Kind.WEBSOCKET);
        assertThat(carrier.sent).containsExactly("3probe", "4over the socket");
        assertThat(fixture.heard).containsExactly("opened", "message from the socket");
        assertThat(fixture.counters.snapshot().upgraded()).isOne();
    }

    @Test
    void the_poll_that_is_parked_is_released_by_a_noop() {
        polling.ready();

        candidate().transport().text("2probe");

        assertThat(polling.written).containsExactly("6");
    }

    @Test
    void every_poll_that_comes_while_probing_is_released() {
        candidate().transport().text("2probe");

        polling.ready();
        polling.ready();
        say("a");
        polling.ready();

        assertThat(polling.written).containsExactly("6", "6", "4a");
    }

    @Test
    void a_poll_is_not_released_before_the_probe_has_come() {
        candidate();

        polling.ready();

        assertThat(polling.written).isEmpty();
    }

    @Test
    void what_waits_at_the_upgrade_goes_out_on_the_socket_in_order_and_once() {
        FakeCarrier carrier = candidate();
        say("1");
        polling.ready();
        carrier.transport().text("2probe");
        say("2");
        say("3");

        carrier.transport().text("5");
        say("4");

        assertThat(polling.written).containsExactly("41");
        assertThat(carrier.sent).containsExactly("3probe", "42", "43", "44");
    }

    @Test
    void an_upgrade_while_the_probe_s_answer_is_still_under_way_waits_for_it() {
        FakeCarrier carrier = candidate();
        carrier.inline = false;
        carrier.transport().text("2probe");
        say("1");

        carrier.transport().text("5");
        assertThat(carrier.sent).containsExactly("3probe");
        carrier.transport().sent();

        assertThat(carrier.sent).containsExactly("3probe", "41");
    }

    @Test
    void a_late_ready_of_the_retired_transport_changes_nothing() {
        FakeCarrier carrier = candidate();
        carrier.transport().text("2probe");
        carrier.transport().text("5");

        assertThat(polling.ready()).isFalse();
        say("1");

        assertThat(polling.written).isEmpty();
        assertThat(carrier.sent).containsExactly("3probe", "41");
    }

    @Test
    void a_client_that_upgrades_with_a_poll_parked_gets_that_released_and_loses_nothing() {
        FakeCarrier carrier = candidate();
        carrier.transport().text("2probe");
        polling.duringWrite = () -> {
            carrier.transport().text("5");
            say("2");
        };
        say("1");

        polling.ready();

        assertThat(polling.written).containsExactly("41");
        assertThat(carrier.sent).containsExactly("3probe", "42");
    }

    @Test
    void a_candidate_that_breaks_takes_nothing_with_it() {
        FakeCarrier carrier = candidate();
        carrier.transport().text("2probe");

        carrier.transport().ended(CloseReason.TRANSPORT_ERROR);
        say("1");
        polling.ready();
        polling.ready();

        assertThat(session.isOpen()).isTrue();
        assertThat(polling.written).containsExactly("41");
        assertThat(candidate().closed).isEmpty();
    }

    @Test
    void a_candidate_that_says_anything_else_is_closed_and_the_session_goes_on() {
        for (String packet : new String[] {"4too early", "5", "2", "3probe", "abc", ""}) {
            FakeCarrier carrier = candidate();

            carrier.transport().text(packet);

            assertThat(carrier.closed).as(packet).isNotEmpty();
            assertThat(session.isOpen()).as(packet).isTrue();
        }
        assertThat(fixture.heard).containsExactly("opened");
    }

    @Test
    void a_candidate_that_does_not_come_to_an_end_is_closed_after_the_upgrade_timeout() {
        FakeCarrier carrier = candidate();
        carrier.transport().text("2probe");

        fixture.pass(Duration.ofMillis(3_100));
        polling.ready();

        assertThat(carrier.closed).isNotEmpty();
        assertThat(session.isOpen()).isTrue();
        assertThat(polling.written).isEmpty();
        assertThat(fixture.counters.snapshot().upgradesTooLate()).isEqualTo(1);
    }

    @Test
    @DisplayName("WebSocket: no more than one connection a session")
    void a_second_candidate_is_closed() {
        FakeCarrier first = candidate();

        FakeCarrier second = candidate();
        first.transport().text("2probe");
        first.transport().text("5");
        FakeCarrier third = candidate();

        assertThat(second.closed).containsExactly(1008);
        assertThat(third.closed).containsExactly(1008);
        assertThat(first.closed).isEmpty();
    }

    @Test
    void a_socket_for_a_session_that_nobody_knows_is_closed() {
        FakeCarrier carrier = FakeCarrier.connect(fixture.server, "sid", "unknown");
        carrier.transport().text("2probe");
        carrier.transport().binary(Bytes.EMPTY);

        assertThat(carrier.closed).containsExactly(1008);
        assertThat(carrier.sent).isEmpty();
    }

    @Test
    void a_session_that_ends_while_probing_closes_both_transports() {
        FakeCarrier carrier = candidate();

        session.close(CloseReason.SLOW_CONSUMER);

        assertThat(polling.closed).containsExactly(CloseReason.SLOW_CONSUMER);
        assertThat(carrier.closed).containsExactly(1008);
    }

    @Test
    void a_ping_that_was_sent_over_polling_may_be_answered_over_the_socket_in_its_whole_time() {
        fixture.pass(Duration.ofSeconds(10));
        polling.ready();
        fixture.pass(Duration.ofSeconds(3));
        FakeCarrier carrier = candidate();
        carrier.transport().text("2probe");
        carrier.transport().text("5");
        fixture.pass(Duration.ofSeconds(3));

        carrier.transport().text("3");
        fixture.pass(Duration.ofSeconds(3));

        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void what_polling_brings_late_is_not_taken_after_the_upgrade() {
        FakeCarrier carrier = candidate();
        carrier.transport().text("2probe");
        carrier.transport().text("5");

        session.received(polling, new EnginePacket.Text("late"));

        assertThat(fixture.heard).containsExactly("opened");
        assertThat(session.isOpen()).isTrue();
    }
}
