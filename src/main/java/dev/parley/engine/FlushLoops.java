package dev.parley.engine;

import dev.parley.settings.Settings;
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
     * @param settings say how many, and how long broadcasts may gather
     * @param threads makes their threads
     */
    public FlushLoops(Settings.Engine settings, ThreadFactory threads) {
        int count = settings.flushLoops() > 0
                ? settings.flushLoops()
                : Runtime.getRuntime().availableProcessors();
        loops = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            FlushLoop loop = new FlushLoop(settings.gatherWindow(), System::nanoTime);
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
        private final List<List<EngineSession>> byLoop;
        private final int size;

        private Receivers(List<List<EngineSession>> byLoop, int size) {
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
        return new Receivers(groups.stream().map(List::copyOf).toList(), sessions.size());
    }

    /**
     * Sends the packets to every receiver: one entry for each loop, whatever the number of receivers. A receiver that is
     * too slow ends its own session; nobody waits for it. A loop that has not caught up within five seconds loses the
     * receivers it has.
     *
     * @param packets stay together, in order
     * @param except sessions that get nothing; usually empty
     */
    public void broadcast(Receivers receivers, List<Outgoing> packets, Set<EngineSession> except) {
        Batch batch = Batch.of(packets);
        for (int i = 0; i < loops.size(); i++) {
            List<EngineSession> group = receivers.byLoop.get(i);
            if (!group.isEmpty() && !loops.get(i).submit(new Broadcast(group, except, batch))) {
                group.forEach(session -> session.close(CloseReason.SLOW_CONSUMER));
            }
        }
    }

    /** One broadcast, for the receivers of one loop. */
    private record Broadcast(List<EngineSession> group, Set<EngineSession> except, Batch batch)
            implements FlushLoop.Entry {
        @Override
        public void apply(FlushLoop loop) {
            for (EngineSession session : group) {
                if (except.isEmpty() || !except.contains(session)) {
                    loop.deliver(session, batch);
                }
            }
        }

        @Override
        public long weight() {
            return batch.weight();
        }

        @Override
        public boolean patient() {
            return true;
        }
    }

    /** The loop of a new session, in turn. */
    FlushLoop assign() {
        return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    }

    /** Runs the task on the thread of each loop that has room for it, told which loop it is on. Never waits. */
    void onEach(FlushLoop.Entry task) {
        loops.forEach(loop -> loop.offer(task));
    }

    /** Stops the threads after a last pass, which they make by themselves. */
    @Override
    public void close() {
        loops.forEach(FlushLoop::stop);
    }
}
