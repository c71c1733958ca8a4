package dev.parley.lane;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks later. */
@FunctionalInterface
public interface Deadlines {

    /** @return cancels the task while it has not started */
    Future<?> after(Duration delay, Runnable task);

    /** The timer's thread only submits: tasks run on {@code work}, later if that is full. */
    static Deadlines of(ScheduledExecutorService timer, Executor work) {
        return (delay, task) ->
                timer.schedule(() -> submit(timer, work, task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void submit(ScheduledExecutorService timer, Executor work, Runnable task) {
        try {
            work.execute(task);
        } catch (RejectedExecutionException e) {
            if (!timer.isShutdown()) {
                Future<?> unused = timer.schedule(() -> submit(timer, work, task), 1, TimeUnit.SECONDS);
            }
        }
    }
}
