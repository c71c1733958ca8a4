package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlushLoopTest {
    private final EngineFixture fixture = new EngineFixture();
    private final FlushLoops loops = fixture.loops.loops();
    private final List<FakeTransport> transports = new ArrayList<>();
    private final List<EngineSession> sessions = new ArrayList<>();

    private EngineSession open() {
        FakeTransport transport = FakeTransport.webSocket();
        transports.add(transport);
        EngineSession session = fixture.open(transport);
        sessions.add(session);
        return session;
    }

    private void broadcast(String message, EngineSession... except) {
        loops.broadcast(loops.group(sessions), List.of(Outgoing.text(message)), Set.of(except));
    }

    @Test
    void a_send_to_a_session_whose_loop_is_idle_is_written_at_once() {
        EngineSession session = open();

        session.send(Outgoing.text("a"));

        assertThat(transports.get(0).written).containsExactly("4a");
    }

    @Test
    void what_one_thread_sends_arrives_in_order_whichever_way_it_goes() {
        EngineSession session = open();

        session.send(Outgoing.text("1"));
        broadcast("2");
        session.send(Outgoing.text("3"));
        broadcast("4");
        fixture.loops.settle();
        session.send(Outgoing.text("5"));

        assertThat(transports.get(0).written).containsExactly("41", "42 43 44", "45");
    }

    @Test
    void a_pass_writes_once_to_each_session() {
        open();
        open();
        broadcast("a");
        broadcast("b");
        assertThat(transports).allMatch(transport -> transport.written.isEmpty());

        fixture.loops.settle();

        assertThat(transports)
                .allSatisfy(transport -> assertThat(transport.written).containsExactly("4a 4b"));
    }

    @Test
    void sessions_of_a_loop_that_got_the_same_share_one_batch() {
        for (int i = 0; i < 6; i++) {
            open(); // in turn on the first and the second loop
        }
        broadcast("a");
        broadcast("b", sessions.get(2));
        broadcast("c");
        fixture.loops.settle();

        Object all = transports.get(0).batches.get(1);
        assertThat(transports.get(4).batches.get(1)).isSameAs(all);
        assertThat(transports.get(2).batches.get(1)).isNotSameAs(all);
        assertThat(transports.get(2).written).containsExactly("4a 4c");
        assertThat(transports.get(4).written).containsExactly("4a 4b 4c");
    }

    @Test
    void sessions_that_are_left_out_get_nothing() {
        open();
        open();

        broadcast("a", sessions.get(0));
        fixture.loops.settle();

        assertThat(transports.get(0).written).isEmpty();
        assertThat(transports.get(1).written).containsExactly("4a");
    }

    @Test
    void what_is_sent_during_a_pass_is_written_in_the_next() {
        EngineSession session = open();
        transports.get(0).duringWrite = () -> session.send(Outgoing.text("b"));
        broadcast("a");

        fixture.loops.settle();

        assertThat(transports.get(0).written).containsExactly("4a", "4b");
    }

    @Test
    void a_session_that_fails_takes_nothing_from_the_others() {
        for (int i = 0; i < 4; i++) {
            open();
        }
        transports.get(0).duringWrite = () -> {
            throw new AssertionError("a bug in a transport");
        };

        broadcast("a");
        fixture.loops.settle();

        assertThat(transports.get(0).closed).containsExactly(CloseReason.TRANSPORT_ERROR);
        assertThat(transports.get(2).written).containsExactly("4a");
    }

    @Test
    void a_slow_session_ends_and_nobody_waits_for_it() {
        open();
        open();
        transports.get(0).inline = false;
        sessions.get(0).send(Outgoing.text("under way"));
        for (int i = 0; i < 17; i++) {
            broadcast("x");
            fixture.loops.settle();
        }

        assertThat(transports.get(0).closed).containsExactly(CloseReason.SLOW_CONSUMER);
        assertThat(transports.get(1).written).hasSize(17);
    }

    @Test
    void a_loop_that_has_stopped_takes_nothing() {
        FlushLoop loop = new FlushLoop(Duration.ZERO, System::nanoTime);
        loop.stop();

        assertThat(loop.submit(on -> {})).isFalse();
    }

    @Test
    void a_full_loop_refuses_what_may_not_wait_until_it_has_caught_up() {
        FlushLoop loop = new FlushLoop(Duration.ZERO, System::nanoTime);
        for (int i = 0; i < FlushLoop.MAX_PENDING; i++) {
            assertThat(loop.offer(on -> {})).isTrue();
        }
        assertThat(loop.offer(on -> {})).isFalse();

        loop.pass();

        assertThat(loop.offer(on -> {})).isTrue();
    }

    @Test
    void what_one_session_gets_counts_in_the_queue_by_its_size() {
        FlushLoop loop = new FlushLoop(Duration.ZERO, System::nanoTime);
        Batch half = Batch.of(List.of(Outgoing.text("x".repeat(33 << 20))));
        assertThat(loop.offer(new FlushLoop.Delivery(open(), half))).isTrue();

        assertThat(loop.offer(new FlushLoop.Delivery(open(), half))).isFalse();
    }
}
