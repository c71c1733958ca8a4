package dev.parley.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs what happens to one session one at a time, in the order it came in, without a thread of its own: whoever brings work
 * while nobody works does it, and also what others bring meanwhile. No lock is held while work runs.
 */
final class Inbox {
    /** Two carriers of one session overlap for moments; more than this is a client that floods through the old one. */
    private static final int MAX_WAITING = 1_000;

    private static final Logger LOG = System.getLogger("dev.parley.engine");

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(1); // most never have any
    private boolean working;

    /**
     * Runs {@code work} here, or has the thread that is at work run it.
     *
     * @return false when so much waits that the work is not taken
     */
    boolean run(Runnable work) {
        return run(work, MAX_WAITING);
    }

    /** Like {@link #run}, for work that is always taken. */
    void runLast(Runnable work) {
        run(work, Integer.MAX_VALUE);
    }

    private boolean run(Runnable work, int bound) {
        synchronized (this) {
            if (working) {
                return waiting.size() < bound && waiting.add(work);
            }
            working = true;
        }
        perform(work);
        return true;
    }

    private void perform(Runnable first) {
        Runnable work = first;
        while (work != null) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                // The session goes on: what failed is a bug of the application, not something its client did.
                LOG.log(Level.ERROR, "The application failed while it handled what happened to a connection", e);
            }
            work = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable work = waiting.poll();
        working = work != null;
        return work;
    }
}
