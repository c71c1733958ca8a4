package dev.parley.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Crowded;
import dev.parley.metrics.StreamCounters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TickerTest {
    private static final long FIRST = Instant.parse("2026-03-04T05:06:07Z").getEpochSecond();

    private static final String ADDRESS = "10.0.0.1";
    private final TestTimer timer = new TestTimer(Instant.parse("2026-03-04T05:06:07Z"));
    private final StreamCounters counters = new StreamCounters();
    private final Ticker ticker = new Ticker(timer.clock(), timer, Runnable::run, 3, 3, counters);

    /** A connection that takes as much as the test lets it. */
    private final class Client extends Follower {
        final List<String> got = new ArrayList<>();
        int room = Integer.MAX_VALUE;

        @Nullable
        Runnable onWrite;

        @Nullable
        End ended;

        Client(OptionalLong after, Fault fault) {
            super(ticker, counters, new ClockRequest(message(false), after, fault, ADDRESS), new Bounds(5, false));
        }

        @Override
        boolean isWritable() {
            return room > 0;
        }

        @Override
        void write(byte[] bytes) {
            room--;
            got.add(new String(bytes, StandardCharsets.UTF_8));
            Runnable then = onWrite;
            if (then != null) {
                then.run();
            }
        }

        @Override
        void flush() {
            // keeps nothing back
        }

        @Override
        void finish(End why) {
            assertThat(ended).as("finished once").isNull();
            ended = why;
        }
    }

    private static Form message(boolean detail) {
        return new Form(Kind.WEBSOCKET, Representation.TEXT, Locale.ENGLISH, detail, Form.DEFAULT_CALLBACK);
    }

    private Client client() {
        return new Client(OptionalLong.empty(), Fault.NONE);
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            timer.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_client_gets_the_newest_tick_at_once_and_then_one_a_second() {
        ticker.start();
        Client client = client();
        assertThat(client.start()).isTrue();
        assertThat(client.got).containsExactly("Mar 4, 2026 05:06:07");
        ticks(2);
        assertThat(client.got).containsExactly("Mar 4, 2026 05:06:07", "Mar 4, 2026 05:06:08", "Mar 4, 2026 05:06:09");
    }

    @Test
    void the_clock_ticks_at_the_beginning_of_a_second() {
        timer.advance(Duration.ofMillis(400));
        ticker.start();
        timer.advance(Duration.ofMillis(599));
        assertThat(ticker.newest().id()).isEqualTo(FIRST);
        timer.advance(Duration.ofMillis(1));
        assertThat(ticker.newest().id()).isEqualTo(FIRST + 1);
        assertThat(ticker.newest().at()).isEqualTo(Instant.parse("2026-03-04T05:06:08Z"));
    }

    @Test
    void all_clients_of_a_form_share_one_array() {
        Tick tick = ticker.newest();
        assertThat(tick.encoded(message(true))).isSameAs(tick.encoded(message(true)));
        assertThat(tick.encoded(message(true))).isNotSameAs(tick.encoded(message(false)));
    }

    @Test
    void a_client_that_comes_back_gets_what_it_missed_first() {
        ticker.start();
        ticks(10);
        Client back = new Client(OptionalLong.of(FIRST + 7), Fault.NONE);
        back.start();
        assertThat(back.got).containsExactly("Mar 4, 2026 05:06:15", "Mar 4, 2026 05:06:16", "Mar 4, 2026 05:06:17");
    }

    @Test
    void a_client_that_was_away_longer_gets_the_last_minute() {
        ticker.start();
        ticks(100);
        Client back = new Client(OptionalLong.of(FIRST + 1), Fault.NONE);
        back.start();
        assertThat(back.got).hasSize(Ticker.KEPT).startsWith("Mar 4, 2026 05:06:48");
    }

    @Test
    void an_id_from_the_future_counts_as_none() {
        Client odd = new Client(OptionalLong.of(FIRST + 1_000), Fault.NONE);
        odd.start();
        assertThat(odd.got).containsExactly("Mar 4, 2026 05:06:07");
    }

    @Test
    void a_client_that_reads_late_misses_nothing_within_its_bound() {
        ticker.start();
        Client slow = client();
        slow.start();
        slow.room = 0;
        ticks(5);
        assertThat(slow.got).hasSize(1);
        slow.room = 100;
        slow.wake();
        assertThat(slow.got).hasSize(6).doesNotHaveDuplicates().isSorted();
        assertThat(slow.ended).isNull();
    }

    @Test
    void a_client_that_does_not_read_is_dropped_and_nobody_else_waits() {
        ticker.start();
        Client stalled = client();
        Client other = client();
        stalled.room = 1;
        stalled.start();
        other.start();
        ticks(6);
        assertThat(stalled.ended).isEqualTo(Follower.End.SLOW);
        assertThat(stalled.got).hasSize(1);
        assertThat(other.got).hasSize(7);
        assertThat(counters.snapshot().open()).isEqualTo(1);
        assertThat(counters.snapshot().kinds())
                .hasEntrySatisfying(
                        "websocket", kind -> assertThat(kind.closed()).containsEntry("slow", 1L));
        assertThat(counters.snapshot().metrics())
                .filteredOn(metric -> metric.name().equals("parley_clock_clients_closed_total"))
                .allMatch(metric -> metric.values().equals(Map.of("slow", 1L)))
                .hasSize(1);
    }

    @Test
    void a_tick_in_the_middle_of_a_write_comes_after_it() {
        Client client = client();
        client.onWrite = () -> {
            client.onWrite = null;
            ticker.tick();
            assertThat(client.got).hasSize(1);
        };
        client.start();
        assertThat(client.got).hasSize(2);
    }

    @Test
    void a_client_that_leaves_frees_its_place() {
        List<Client> clients = List.of(client(), client(), client());
        clients.forEach(client -> assertThat(client.start()).isTrue());
        assertThat(client().start()).isFalse();
        assertThat(counters.snapshot().refused()).isEqualTo(1);
        clients.get(0).end(Follower.End.LEFT);
        clients.get(0).end(Follower.End.SLOW);
        assertThat(clients.get(0).ended).isEqualTo(Follower.End.LEFT);
        assertThat(client().start()).isTrue();
    }

    @Test
    void a_late_client_gets_every_tick_late_and_in_order() {
        ticker.start();
        Client late = new Client(OptionalLong.empty(), new Fault(Duration.ofMillis(300), 0));
        late.start();
        assertThat(late.got).containsExactly("Mar 4, 2026 05:06:07");
        timer.advance(Duration.ofMillis(1_299));
        assertThat(late.got).hasSize(1);
        timer.advance(Duration.ofMillis(1));
        assertThat(late.got).containsExactly("Mar 4, 2026 05:06:07", "Mar 4, 2026 05:06:08");
        late.end(Follower.End.LEFT);
        ticks(2);
        assertThat(timer.waiting()).as("only the clock itself").isEqualTo(1);
    }

    @Test
    void a_cut_answer_ends_at_its_tick_and_the_client_that_comes_back_gets_that_tick() {
        ticker.start();
        Fault fault = new Fault(Duration.ZERO, FIRST + 2);
        Client cut = new Client(OptionalLong.empty(), fault);
        cut.start();
        ticks(2);
        assertThat(cut.got).hasSize(2);
        assertThat(cut.ended).isEqualTo(Follower.End.CUT);
        Client back = new Client(OptionalLong.of(FIRST + 1), fault);
        back.start();
        assertThat(back.got).containsExactly("Mar 4, 2026 05:06:09");
    }

    @Test
    void closing_ends_every_client_and_the_timer() {
        ticker.start();
        Client client = client();
        client.start();
        ticker.close();
        assertThat(client.ended).isEqualTo(Follower.End.SERVER_CLOSED);
        assertThat(client().start()).isFalse();
        assertThat(timer.waiting()).isZero();
        assertThat(counters.snapshot().open()).isZero();
    }

    @Test
    void a_late_answer_is_given_up_when_the_clock_closes() {
        List<String> answers = new ArrayList<>();
        Duration delay = Duration.ofMillis(300);
        ticker.later(() -> answers.add("answered"), () -> answers.add("given up"), delayed(delay, ADDRESS));
        timer.advance(delay);
        ticker.later(() -> answers.add("answered"), () -> answers.add("given up"), delayed(delay, ADDRESS));

        ticker.close();
        timer.advance(delay);

        assertThat(answers).containsExactly("answered", "given up");
        assertThat(ticker.load().clients()).isZero();
    }

    @Test
    void a_late_answer_is_given_up_when_the_executor_is_full() {
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        Ticker busy = new Ticker(timer.clock(), timer, full, 1, 1, counters);
        List<String> answers = new ArrayList<>();
        Duration delay = Duration.ofMillis(300);
        busy.later(() -> answers.add("answered"), () -> answers.add("given up"), delayed(delay, ADDRESS));

        timer.advance(delay);

        assertThat(answers).containsExactly("given up");
        assertThat(busy.load().clients()).isZero();
    }

    @Test
    void an_address_has_its_share_of_the_clients_until_they_leave() {
        Ticker shared = new Ticker(timer.clock(), timer, Runnable::run, 3, 1, counters);
        Duration delay = Duration.ofMillis(300);
        List<String> answers = new ArrayList<>();
        for (String address : List.of(ADDRESS, ADDRESS, "10.0.0.2")) {
            shared.later(() -> answers.add(address), () -> answers.add("given up"), delayed(delay, address));
        }
        assertThat(shared.load().clients()).isEqualTo(2);
        assertThat(shared.crowded(ADDRESS)).isEqualTo(Crowded.ADDRESS);
        assertThat(shared.crowded("10.0.0.3")).isNull();
        assertThat(counters.snapshot().refused()).isEqualTo(2);

        timer.advance(delay);

        assertThat(answers).containsExactly(ADDRESS, "10.0.0.2");
        assertThat(shared.crowded(ADDRESS)).isNull();
    }

    private static ClockRequest delayed(Duration delay, String address) {
        return new ClockRequest(message(false), OptionalLong.empty(), new Fault(delay, 0), address);
    }
}
