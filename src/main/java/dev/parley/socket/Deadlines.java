package dev.parley.socket;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks later. */
@FunctionalInterface
public interface Deadlines {

    /** @return cancels the task while it has not started */
    Future<?> after(Duration delay, Runnable task);

    /** The timer's thread only submits: tasks run on {@code work}. */
    static Deadlines of(ScheduledExecutorService timer, Executor work) {
        return (delay, task) -> timer.schedule(() -> work.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
