package dev.parley.transport.http;

import dev.parley.engine.Crowded;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one path, of which there may be so many at once, in all and from each address, and how many were refused.
 * Safe for every thread.
 */
public final class Places<C> {
    private final Capacity capacity;
    /** With the address of each. */
    private final Map<C, String> taken = new ConcurrentHashMap<>();

    private final LongAdder refused = new LongAdder();

    public Places(int max, int maxPerAddress) {
        this.capacity = new Capacity(max, maxPerAddress);
    }

    /** Why there is none for one more of an address, who is then counted as refused; null if there is one. */
    public @Nullable Crowded crowded(String address) {
        Crowded crowded = capacity.crowded(address);
        if (crowded != null) {
            refused.increment();
        }
        return crowded;
    }

    public void take(C connection, String address) {
        if (taken.putIfAbsent(connection, address) == null) {
            capacity.take(address);
        }
    }

    public void leave(C connection) {
        String address = taken.remove(connection);
        if (address != null) {
            capacity.giveBack(address);
        }
    }

    /** Those that are taken: a view, which any thread may go through while it changes. */
    public Set<C> taken() {
        return Collections.unmodifiableSet(taken.keySet());
    }

    /** How many connections were refused. */
    public long refused() {
        return refused.sum();
    }
}
