package dev.parley.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the clock has to look at the sessions of one loop: a wheel of ticks. A session stands in the slot of the tick at which its
 * next heartbeat may be due, so that it is looked at two or three times for each and not at every tick; one that has another deadline,
 * such as for a message that its client does not take, is watched, and looked at at every tick until there is none.
 *
 * <p>{@link #tick} by the loop's thread alone, the others by any.
 */
final class Agenda {
    private static final Logger LOG = System.getLogger("dev.parley.engine");

    private final long tick;
    private final long span;
    private final long origin;
    private final List<Set<EngineSession>> slots = new ArrayList<>();
    private final Set<EngineSession> watched = ConcurrentHashMap.newKeySet();
    /** The number of the newest tick, counted from the origin by the time that has passed. */
    private volatile long current;

    /**
     * @param tick between two calls of {@link #tick}
     * @param span until which a heartbeat is never due that was not due before: a session is looked at within it
     * @param start from when on {@link #tick} is called, in nanoseconds of the engine's clock
     */
    Agenda(Duration tick, Duration span, long start) {
        this.tick = tick.toNanos();
        this.span = span.toNanos();
        this.origin = start - this.tick / 2; // a tick that comes a little early or late still has its own number
        long count = this.span / this.tick + 2; // the slot that is current, and what is begun at the end
        for (int i = 0; i < count; i++) {
            slots.add(ConcurrentHashMap.newKeySet());
        }
    }

    /** Puts a session that stands nowhere into the slot of its next heartbeat; one that has ended is not kept. */
    void add(EngineSession session, long now) {
        long ahead = Math.max(0, Math.min(session.untilHeartbeat(now), span));
        long number = Math.max((now - origin + ahead) / tick, current + 1);
        Set<EngineSession> slot = slots.get((int) (number % slots.size()));
        session.slot = slot;
        slot.add(session);
        if (session.isClosed()) { // meanwhile, by a thread that looked for it in its old slot
            slot.remove(session);
        }
    }

    /** Has the session looked at at every tick for as long as it has a deadline beside its heartbeat. */
    void watch(EngineSession session) {
        watched.add(session);
    }

    /** Forgets a session that has ended. */
    void remove(EngineSession session) {
        watched.remove(session);
        Set<EngineSession> slot = session.slot;
        if (slot != null) {
            slot.remove(session);
        }
    }

    /** Looks at the sessions whose time has come. */
    void tick(long now) {
        long last = (now - origin) / tick;
        long first = Math.max(current + 1, last - slots.size() + 1);
        for (long number = first; number <= last; number++) {
            current = number;
            Set<EngineSession> due = slots.get((int) (number % slots.size()));
            List.copyOf(due).forEach(session -> {
                due.remove(session);
                if (look(session, now)) {
                    watched.add(session);
                }
                if (!session.isClosed()) {
                    add(session, now);
                }
            });
        }
        List.copyOf(watched).forEach(session -> {
            watched.remove(session); // before the look: what begins meanwhile is watched again
            if (look(session, now)) {
                watched.add(session);
            }
        });
    }

    /** Whether to look again at the next tick. Whatever goes wrong for one session, the others keep their deadlines. */
    private static boolean look(EngineSession session, long now) {
        try {
            return session.tick(now);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "The clock goes on after an unexpected failure; please report it", e);
            return !session.isClosed();
        }
    }

    /** How many sessions it knows; one that is watched counts twice. */
    int size() {
        return slots.stream().mapToInt(Set::size).sum() + watched.size();
    }
}
