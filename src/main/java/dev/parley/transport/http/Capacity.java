package dev.parley.transport.http;

import dev.parley.engine.Crowded;
import dev.parley.settings.Network;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many there are of something of which there may be so many, in all and from each address (of IPv6: from each /64). Keeps only
 * those addresses that have one. Safe for every thread.
 */
public final class Capacity {
    private final int max;
    private final int maxPerAddress;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    public Capacity(int max, int maxPerAddress) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
    }

    /** Why an address may not have one more; null if it may. */
    public @Nullable Crowded crowded(String address) {
        if (taken.get() >= max) {
            return Crowded.SERVER;
        }
        return byAddress.getOrDefault(Network.subscriber(address), 0) >= maxPerAddress ? Crowded.ADDRESS : null;
    }

    /**
     * One more is the address's, until it is given back.
     *
     * @return whether it may have it; counted it is in any case
     */
    public boolean take(String address) {
        boolean inAll = taken.incrementAndGet() <= max;
        return byAddress.merge(Network.subscriber(address), 1, Integer::sum) <= maxPerAddress && inAll;
    }

    public void giveBack(String address) {
        taken.decrementAndGet();
        byAddress.computeIfPresent(Network.subscriber(address), (key, count) -> count == 1 ? null : count - 1);
    }

    /** How many there are. */
    public int taken() {
        return taken.get();
    }
}
