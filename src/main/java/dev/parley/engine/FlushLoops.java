package dev.parley.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that write, and the way to send one thing to many. Every session belongs to one loop for its life.
 *
 * <p>Order: what one thread sends to one session, by {@link EngineSession#send} or by {@link #broadcast}, arrives in that
 * order; so does what a chain of threads sends when each acts after the one before.
 */
public final class FlushLoops implements AutoCloseable {
    private final List<FlushLoop> loops;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Starts the loops.
     *
     * @param count one or more; about one a core
     * @param threads makes their threads
     */
    public FlushLoops(int count, ThreadFactory threads) {
        loops = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            FlushLoop loop = new FlushLoop();
            loops.add(loop);
            threads.newThread(loop).start();
        }
    }

    /** For tests, which make the passes themselves. */
    FlushLoops(FlushLoop... loops) {
        this.loops = List.of(loops);
    }

    /** Receivers grouped by the loop that writes to them: immutable, made once for many broadcasts. */
    public static final class Receivers {
        private final EngineSession[][] byLoop;
        private final int size;

        private Receivers(EngineSession[][] byLoop, int size) {
            this.byLoop = byLoop;
            this.size = size;
        }

        public int size() {
            return size;
        }
    }

    /** Groups the sessions as they are now. */
    public Receivers group(Collection<EngineSession> sessions) {
        List<List<EngineSession>> groups = new ArrayList<>(loops.size());
        loops.forEach(loop -> groups.add(new ArrayList<>()));
        sessions.forEach(session -> groups.get(loops.indexOf(session.loop())).add(session));
        EngineSession[][] byLoop = groups.stream()
                .map(group -> group.toArray(EngineSession[]::new))
                .toArray(EngineSession[][]::new);
        return new Receivers(byLoop, sessions.size());
    }

    /**
     * Sends the packets to every receiver: one entry for each loop, whatever the number of receivers. A receiver that is
     * too slow ends its own session; nobody waits for it.
     *
     * @param packets stay together, in order
     * @param except sessions that get nothing; usually empty
     */
    public void broadcast(Receivers receivers, List<Outgoing> packets, Set<EngineSession> except) {
        for (int i = 0; i < loops.size(); i++) {
            EngineSession[] group = receivers.byLoop[i];
            if (group.length > 0) {
                loops.get(i).submit(loop -> deliver(loop, group, packets, except));
            }
        }
    }

    private static void deliver(
            FlushLoop loop, EngineSession[] group, List<Outgoing> packets, Set<EngineSession> except) {
        for (EngineSession session : group) {
            if ((except.isEmpty() || !except.contains(session)) && session.append(packets)) {
                loop.markDirty(session);
            }
        }
    }

    /** The loop of a new session, in turn. */
    FlushLoop assign() {
        return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    }

    /** Runs the task on each loop's thread, told which loop it is on. */
    void onEach(FlushLoop.Entry task) {
        loops.forEach(loop -> loop.submit(task));
    }

    /** Stops the threads after their present pass; what is queued then is not written. */
    @Override
    public void close() {
        loops.forEach(FlushLoop::stop);
    }
}
