package dev.parley.socket;

import dev.parley.lane.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Deadlines on a clock that only the test moves. */
final class SteppedDeadlines implements Deadlines {
    private Duration now = Duration.ZERO;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Duration due, Runnable task, CompletableFuture<Void> future) {}

    @Override
    public synchronized Future<?> after(Duration delay, Runnable task) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        entries.add(new Entry(now.plus(delay), task, future));
        return future;
    }

    /** Lets time pass; what falls due runs here, in its order. */
    void pass(Duration time) {
        List<Entry> due;
        synchronized (this) {
            now = now.plus(time);
            due = entries.stream()
                    .filter(entry -> entry.due.compareTo(now) <= 0)
                    .sorted(Comparator.comparing(Entry::due))
                    .toList();
            entries.removeAll(due);
        }
        due.stream().filter(entry -> !entry.future.isDone()).forEach(entry -> entry.task.run());
    }

    /** Deadlines that are neither due nor cancelled. */
    synchronized long open() {
        return entries.stream().filter(entry -> !entry.future.isDone()).count();
    }
}
