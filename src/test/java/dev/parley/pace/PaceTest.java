package dev.parley.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.pace.Pace.Verdict;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
    /** Just before the overflow that a monotonic clock may have. */
    private long now = Long.MAX_VALUE - 1_000;

    private final Pace pace = new Pace(10, 3, now);

    private Verdict step() {
        return pace.step(now);
    }

    private void pass(int millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    @Test
    void a_burst_is_fine_and_one_more_is_too_fast() {
        assertThat(step()).isEqualTo(Verdict.FINE);
        assertThat(step()).isEqualTo(Verdict.FINE);
        assertThat(step()).isEqualTo(Verdict.FINE);
        assertThat(step()).isEqualTo(Verdict.TOO_FAST);
    }

    @Test
    void whoever_keeps_to_the_rate_is_never_too_fast() {
        steps(3);

        for (int i = 0; i < 1_000; i++) {
            pass(100);
            assertThat(step()).isEqualTo(Verdict.FINE);
        }
    }

    @Test
    void a_rest_gives_a_whole_burst_again_and_no_more() {
        steps(3);
        pass(1_000_000);

        assertThat(step()).isEqualTo(Verdict.FINE);
        steps(2);
        assertThat(step()).isEqualTo(Verdict.TOO_FAST);
    }

    @Test
    void what_was_too_fast_has_to_be_waited_for_as_well() {
        steps(5);
        pass(200);
        assertThat(step()).isEqualTo(Verdict.TOO_FAST);

        pass(200);

        assertThat(step()).isEqualTo(Verdict.FINE);
    }

    @Test
    void a_second_burst_of_what_is_too_fast_is_relentless() {
        steps(6);

        assertThat(step()).isEqualTo(Verdict.RELENTLESS);
        assertThat(step()).isEqualTo(Verdict.RELENTLESS);
        pass(100);
        assertThat(step()).isEqualTo(Verdict.TOO_FAST);
    }

    @Test
    void without_a_limit_everything_is_fine() {
        Pace free = new Pace(0, 1, now);

        for (int i = 0; i < 100_000; i++) {
            assertThat(free.step(now)).isEqualTo(Verdict.FINE);
        }
    }

    @Test
    void threads_share_one_burst() throws Exception {
        Pace shared = new Pace(1, 1_000, now);
        AtomicInteger fine = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int t = 0; t < 4; t++) {
            threads.execute(() -> {
                for (int i = 0; i < 400; i++) {
                    if (shared.step(now) == Verdict.FINE) {
                        fine.incrementAndGet();
                    }
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fine).hasValue(1_000);
    }
}
