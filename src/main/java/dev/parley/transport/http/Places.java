package dev.parley.transport.http;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The connections of one path, of which there may be so many at once, and how many were refused. Safe for every thread. */
public final class Places<C> {
    private final int max;
    private final Set<C> taken = ConcurrentHashMap.newKeySet();
    private final LongAdder refused = new LongAdder();

    public Places(int max) {
        this.max = max;
    }

    /** Whether there is one for whoever asks; counts those for whom there is none. */
    public boolean admits() {
        boolean room = taken.size() < max;
        if (!room) {
            refused.increment();
        }
        return room;
    }

    public void take(C connection) {
        taken.add(connection);
    }

    public void leave(C connection) {
        taken.remove(connection);
    }

    /** Those that are taken: a view, which any thread may go through while it changes. */
    public Set<C> taken() {
        return Collections.unmodifiableSet(taken);
    }

    /** How many connections were refused. */
    public long refused() {
        return refused.sum();
    }
}
