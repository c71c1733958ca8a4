package dev.parley.lane;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they were given, on the threads that give them: whoever finds the lane
 * empty runs its own task and all that others leave meanwhile. So what happens in a lane needs no lock, and no thread waits.
 * Tasks must be short and must not block. One that throws is logged, and the next one runs. Thread-safe.
 */
public final class Lane {
    private static final Logger LOG = System.getLogger("dev.parley.lane");

    private final int bound;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /** @param bound tasks that may wait before {@link #offer} refuses more */
    public Lane(int bound) {
        this.bound = bound;
    }

    /** Work from outside. @return false if too much waits: then the task will not run */
    public boolean offer(Runnable task) {
        synchronized (this) {
            if (waiting.size() >= bound) {
                return false;
            }
            if (!enter(task)) {
                return true;
            }
        }
        run(task);
        return true;
    }

    /** What follows from work that was accepted before, and is bounded by it: never refused. */
    public void execute(Runnable task) {
        synchronized (this) {
            if (!enter(task)) {
                return;
            }
        }
        run(task);
    }

    /** @return whether the caller is to run the task; else it waits for whoever is running */
    private boolean enter(Runnable task) {
        if (running) {
            waiting.add(task);
            return false;
        }
        running = true;
        return true;
    }

    private void run(Runnable first) {
        for (Runnable task = first; task != null; task = nextOrLeave()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "A task failed; the next one runs", e);
            }
        }
    }

    private synchronized @Nullable Runnable nextOrLeave() {
        Runnable next = waiting.poll();
        running = next != null;
        return next;
    }
}
