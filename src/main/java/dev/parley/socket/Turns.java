package dev.parley.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets everything that concerns one connection happen one at a time and in order, on the threads that bring it: no
 * thread of its own, no queue while nobody meets. No lock is held while a task runs, so a task of one connection may
 * give another one a task.
 */
final class Turns {
    private final Deque<Runnable> waiting = new ArrayDeque<>(0);
    private @Nullable Thread owner;

    /** Runs the task now or, if another one is running, leaves it to that one's thread. Never waits. */
    void execute(Runnable task) {
        synchronized (this) {
            if (owner != null) {
                waiting.add(task);
                return;
            }
            owner = Thread.currentThread();
        }
        runAndLeave(task);
    }

    /**
     * Runs the task on this thread, as soon as no other one is running. What a client sends takes its turn like this, so
     * that a client waits, and not the memory fills, while its tasks take long. Inside a task: as {@link #execute}.
     */
    void await(Runnable task) {
        synchronized (this) {
            if (owner == Thread.currentThread()) {
                waiting.add(task);
                return;
            }
            boolean interrupted = false;
            while (owner != null) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            owner = Thread.currentThread();
            if (interrupted) {
                owner.interrupt();
            }
        }
        runAndLeave(task);
    }

    private void runAndLeave(Runnable first) {
        for (Runnable task = first; task != null; task = nextOrLeave()) {
            boolean done = false;
            try {
                task.run();
                done = true;
            } finally {
                if (!done) {
                    leaveAfterFailure();
                }
            }
        }
    }

    /** An error flies through, but the turn must not be lost, nor the tasks that others left here. */
    private void leaveAfterFailure() {
        Runnable next = nextOrLeave();
        if (next != null) {
            runAndLeave(next);
        }
    }

    private synchronized @Nullable Runnable nextOrLeave() {
        Runnable next = waiting.poll();
        if (next == null) {
            owner = null;
            notifyAll();
        }
        return next;
    }
}
