package dev.parley.transport.http;

import dev.parley.settings.Network;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many of something each address has (of IPv6: each /64), of which one may have so many. Keeps only those addresses that
 * have one. Safe for every thread.
 */
public final class Shares {
    private final int max;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    public Shares(int max) {
        this.max = max;
    }

    /** Whether an address has as many as it may have. */
    public boolean isSpent(String address) {
        return taken.getOrDefault(Network.subscriber(address), 0) >= max;
    }

    /**
     * One more is the address's, until it is given back.
     *
     * @return whether it may have it; counted it is in any case
     */
    public boolean take(String address) {
        return taken.merge(Network.subscriber(address), 1, Integer::sum) <= max;
    }

    public void giveBack(String address) {
        taken.computeIfPresent(Network.subscriber(address), (key, count) -> count == 1 ? null : count - 1);
    }
}
