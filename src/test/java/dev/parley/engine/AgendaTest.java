package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.engineio.EnginePacket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the clock looks at whom; the fixture pings after ten seconds, waits four for the pong, and ticks each 200 ms. */
class AgendaTest {
    private static final Duration TICK = Duration.ofMillis(200);

    private final EngineFixture fixture = new EngineFixture();
    private final FakeTransport socket = FakeTransport.webSocket();

    @Test
    void a_quiet_session_is_looked_at_a_few_times_for_each_heartbeat_and_not_at_every_tick() {
        EngineSession session = fixture.open(socket);
        for (int i = 0; i < 10; i++) {
            fixture.pass(Duration.ofSeconds(10));
            session.received(socket, new EnginePacket.Pong(""));
        }

        assertThat(socket.written).hasSize(10);
        assertThat(socket.looks).isBetween(20, 60); // of 500 ticks
    }

    @Test
    void one_with_a_deadline_of_its_own_is_looked_at_at_every_tick_until_there_is_none() {
        EngineSession session = fixture.open(socket);
        socket.waits = true;
        session.watch();
        fixture.pass(TICK.multipliedBy(5));
        assertThat(socket.looks).isEqualTo(5);

        socket.waits = false;
        fixture.pass(TICK.multipliedBy(5));

        assertThat(socket.looks).isEqualTo(6);
    }

    @Test
    void a_deadline_that_begins_while_the_clock_looks_is_not_forgotten() {
        EngineSession session = fixture.open(socket);
        session.watch();
        socket.duringLook = () -> {
            socket.duringLook = () -> {};
            session.watch();
        };
        fixture.pass(TICK.multipliedBy(3));

        assertThat(socket.looks).isEqualTo(2);
    }

    @Test
    void one_that_becomes_active_while_the_clock_looks_is_looked_at_again() {
        FakeTransport polling = FakeTransport.polling();
        EngineSession session = fixture.open(polling);
        FakeTransport second = FakeTransport.slowWebSocket();
        second.session = session;
        assertThat(session.propose(second)).isTrue();
        session.ready(second);
        session.received(second, new EnginePacket.Ping("probe"));
        second.waits = true; // for its answer to be taken
        polling.duringLook = () -> session.received(second, new EnginePacket.Upgrade());

        fixture.pass(TICK);
        assertThat(second.looks).isZero();
        fixture.pass(TICK);

        assertThat(second.looks).isOne();
    }

    @Test
    void a_failure_of_one_session_costs_nobody_a_deadline() {
        FakeTransport other = FakeTransport.webSocket();
        fixture.open(socket);
        fixture.open(other);
        fixture.open(FakeTransport.webSocket());
        socket.duringLook = other.duringLook = () -> {
            throw new IllegalStateException("as a test wants it");
        };

        fixture.pass(Duration.ofSeconds(10));
        assertThat(List.of(socket.written, other.written)).containsOnly(List.of("2"));
        fixture.pass(Duration.ofSeconds(4).plus(TICK));

        assertThat(fixture.server.size()).isZero();
    }

    @Test
    void a_clock_that_was_held_up_for_longer_than_a_turn_of_the_wheel_looks_at_all() {
        fixture.open(socket);
        fixture.open(FakeTransport.webSocket());

        fixture.hang(Duration.ofMinutes(5));
        fixture.tick();
        assertThat(socket.written).containsExactly("2");
        fixture.pass(Duration.ofSeconds(4).plus(TICK));

        assertThat(fixture.server.size()).isZero();
    }

    /** The ping is due at 10,195 ms, and the tick is at 10,199 that would be at 10,200. */
    @Test
    void ticks_that_come_a_little_early_or_late_delay_nothing() {
        long now = 195;
        fixture.hang(Duration.ofMillis(now));
        fixture.open(socket);
        for (long tick = 1; tick <= 51; tick++) {
            long next = tick * TICK.toMillis() + (tick % 2 == 0 ? 1 : -1);
            fixture.hang(Duration.ofMillis(next - now));
            fixture.tick();
            now = next;
        }

        assertThat(socket.written).containsExactly("2");
    }

    @Test
    void an_end_that_a_client_does_not_take_is_over_at_the_tick_after_its_deadline() {
        EngineFixture hasty = new EngineFixture("engine.send-timeout", "1s");
        FakeTransport slow = FakeTransport.slowWebSocket();
        EngineSession session = hasty.open(slow);
        session.send(Outgoing.text("for nobody"));
        session.send(Outgoing.text("nor this"));
        session.close(CloseReason.SERVER_SHUTDOWN);

        hasty.pass(Duration.ofMillis(900));
        assertThat(slow.closed).isEmpty();
        hasty.pass(TICK);

        assertThat(slow.closed).containsExactly(CloseReason.SERVER_SHUTDOWN);
    }

    @Test
    void a_session_that_has_ended_is_forgotten_at_once_unless_it_was_watched_and_then_at_the_next_tick() {
        EngineSession session = fixture.open(socket);
        session.close(CloseReason.FORCED_CLOSE);
        session.watch();
        assertThat(fixture.server.ticked()).isOne();

        fixture.pass(TICK);

        assertThat(fixture.server.ticked()).isZero();
    }
}
