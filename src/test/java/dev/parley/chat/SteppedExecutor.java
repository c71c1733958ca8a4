package dev.parley.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs at once, or when the test says so, or refuses. */
public final class SteppedExecutor implements Executor {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean held;
    private boolean full;

    public void hold() {
        held = true;
    }

    public void fill() {
        full = true;
    }

    public void empty() {
        full = false;
    }

    public void release() {
        held = false;
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    public void runNext() {
        waiting.remove().run();
    }

    @Override
    public void execute(Runnable task) {
        if (full) {
            throw new RejectedExecutionException("as the test says");
        }
        if (held) {
            waiting.add(task);
        } else {
            task.run();
        }
    }
}
