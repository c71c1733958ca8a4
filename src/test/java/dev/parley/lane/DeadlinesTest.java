package dev.parley.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(0) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            return super.schedule(task, 1, TimeUnit.DAYS);
        }
    };
    private boolean full;
    private final Executor work = task -> {
        if (full) {
            throw new RejectedExecutionException();
        }
        task.run();
    };

    @Test
    void what_finds_no_room_when_it_is_due_is_tried_again() {
        List<String> done = new ArrayList<>();
        Future<?> unused = Deadlines.of(timer, work).after(Duration.ofSeconds(1), () -> done.add("done"));
        full = true;
        due.remove().run();
        assertThat(done).isEmpty();

        full = false;
        due.remove().run();

        assertThat(done).containsExactly("done");
        assertThat(due).isEmpty();
    }

    @Test
    void nothing_is_tried_again_when_the_timer_has_ended() {
        Future<?> unused = Deadlines.of(timer, work).after(Duration.ofSeconds(1), () -> {});
        full = true;
        timer.shutdownNow();

        due.remove().run();

        assertThat(due).isEmpty();
    }
}
