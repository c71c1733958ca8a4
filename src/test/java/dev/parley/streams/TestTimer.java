package dev.parley.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock and a timer that stand still until the test moves them, on the thread of the test. */
final class TestTimer extends ScheduledThreadPoolExecutor {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long sequence;

    TestTimer(Instant now) {
        super(0);
        this.now = now;
    }

    private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final Instant at;
        private final long order;

        Task(Runnable run, Instant at, long order) {
            super(run, new Object());
            this.at = at;
            this.order = order;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, at));
        }

        @Override
        public int compareTo(Delayed other) {
            Task task = (Task) other;
            int byTime = at.compareTo(task.at);
            return byTime != 0 ? byTime : Long.compare(order, task.order);
        }
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable run, long delay, TimeUnit unit) {
        Task task = new Task(run, now.plus(unit.toChronoUnit().getDuration().multipliedBy(delay)), sequence++);
        tasks.add(task);
        return task;
    }

    void advance(Duration by) {
        Instant end = now.plus(by);
        for (Task task = tasks.peek(); task != null && !task.at.isAfter(end); task = tasks.peek()) {
            tasks.remove();
            now = task.at;
            task.run();
        }
        now = end;
    }

    int waiting() {
        tasks.removeIf(FutureTask::isCancelled);
        return tasks.size();
    }
}
