package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatherWindowTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long FULL = 64L << 20;

    /** Just before the overflow that a monotonic clock may have; only the test moves it. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final FlushLoop loop = new FlushLoop(HOUR, now::get);
    private final Thread thread = new Thread(loop);

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
        thread.join();
    }

    private static GatherWindow window(Duration max) {
        return new GatherWindow(max, 0);
    }

    @Test
    void nothing_waits_before_the_first_pass_nor_when_the_time_is_over() {
        GatherWindow window = window(HOUR);
        assertThat(window.left(7)).isZero();

        window.open(0, 10, 1);

        assertThat(window.left(10)).isEqualTo(10 * GatherWindow.PASSES - 10);
        assertThat(window.left(10 * GatherWindow.PASSES)).isNotPositive();
    }

    @Test
    void nothing_waits_where_too_few_are_to_be_expected() {
        GatherWindow window = window(HOUR);
        long began = 10 * GatherWindow.PASSES / GatherWindow.WORTHWHILE - 10;

        window.open(began, began + 10, 1);
        assertThat(window.left(began + 10)).isPositive();

        window.open(2 * began + 11, 2 * began + 21, 1);
        assertThat(window.left(2 * began + 21)).isZero();

        window.open(3 * began + 23, 3 * began + 33, 2);
        assertThat(window.left(3 * began + 33)).isPositive();
    }

    @Test
    void no_window_is_longer_than_the_maximum_from_the_beginning_of_a_pass() {
        GatherWindow window = window(Duration.ofNanos(100));

        window.open(0, 10, 1);

        assertThat(window.left(10)).isEqualTo(90);
    }

    @Test
    void nothing_waits_behind_a_pass_that_took_the_maximum() {
        GatherWindow window = window(Duration.ofNanos(100));

        window.open(0, 100, 50);

        assertThat(window.left(100)).isZero();
    }

    private record Waiting(Runnable what, boolean patient, long weight) implements FlushLoop.Entry {
        @Override
        public void apply(FlushLoop loop) {
            what.run();
        }
    }

    private boolean submit(String name, boolean patient, long weight) {
        return loop.submit(new Waiting(() -> applied.add(name), patient, weight));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** From here on what is patient waits, for the clock stands still. */
    private void openTheWindow() {
        thread.start();
        loop.submit(new Waiting(() -> now.addAndGet(1_000_000_000), true, 0));
        await(loop::isIdle);
        assertThat(submit("patient", true, FULL)).isTrue();
        await(() -> thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(applied).isEmpty();
    }

    @Test
    void broadcasts_gather_until_something_comes_that_does_not_wait() {
        openTheWindow();

        submit("urgent", false, 0);

        await(() -> applied.equals(List.of("patient", "urgent")));
    }

    @Test
    void broadcasts_gather_until_the_time_is_over() {
        thread.start();
        loop.submit(new Waiting(() -> now.addAndGet(1_000_000), true, 0));
        await(loop::isIdle);

        submit("patient", true, 0);
        now.addAndGet(GatherWindow.PASSES * 1_000_000L);

        await(() -> applied.equals(List.of("patient")));
    }

    @Test
    void a_queue_without_room_does_not_wait() {
        openTheWindow();

        assertThat(submit("one more", true, 1)).isTrue();

        await(() -> applied.contains("patient"));
    }

    @Test
    void a_stop_writes_what_has_gathered() throws InterruptedException {
        openTheWindow();

        loop.stop();
        thread.join();

        assertThat(applied).containsExactly("patient");
    }
}
