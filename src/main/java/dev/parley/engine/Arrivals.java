package dev.parley.engine;

import dev.parley.settings.Network;
import dev.parley.settings.Settings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many sessions there are, in all and from each address (of IPv6: from each /64), and how fast each address opens them.
 * What it keeps is bounded by the sessions, and by the addresses that asked for one within the last second.
 *
 * <p>Safe for every thread.
 */
final class Arrivals {
    private static final double NANOS_A_SECOND = 1e9;

    /** Of one address; immutable, replaced as a whole. */
    private record Address(int sessions, double handshakes, long countedAt) {
        /** Handshakes count for one second: as many as are allowed in it drain away in it. */
        Address at(long now, int perSecond) {
            double drained = (now - countedAt) / NANOS_A_SECOND * perSecond;
            return new Address(sessions, Math.max(0, handshakes - drained), now);
        }

        boolean isForgotten() {
            return sessions == 0 && handshakes == 0;
        }
    }

    private final Settings.Engine settings;
    private final ConcurrentHashMap<String, Address> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger sessions = new AtomicInteger();

    Arrivals(Settings.Engine settings) {
        this.settings = settings;
    }

    /** Counts a handshake and tells what speaks against it; null if nothing does. */
    @Nullable
    Crowded ask(String address, long now) {
        if (sessions.get() >= settings.maxSessions()) {
            return Crowded.SERVER;
        }
        Address asking = addresses.compute(Network.subscriber(address), (key, known) -> {
            Address then = known == null ? new Address(0, 0, now) : known.at(now, settings.handshakesPerSecond());
            // One more than is allowed is remembered as just that, so that a flood ends a moment after it ends.
            double counted = Math.min(then.handshakes() + 1, settings.handshakesPerSecond() + 1.0);
            return new Address(then.sessions(), counted, now);
        });
        if (asking.sessions() >= settings.maxSessionsPerAddress()) {
            return Crowded.ADDRESS;
        }
        return asking.handshakes() > settings.handshakesPerSecond() ? Crowded.HASTE : null;
    }

    /** @return whether there is room for one more; then it is counted until it has {@link #left} */
    boolean enter(String address, long now) {
        if (sessions.incrementAndGet() > settings.maxSessions()) {
            sessions.decrementAndGet();
            return false;
        }
        boolean[] entered = new boolean[1];
        addresses.compute(Network.subscriber(address), (key, known) -> {
            Address then = known == null ? new Address(0, 0, now) : known;
            entered[0] = then.sessions() < settings.maxSessionsPerAddress();
            return entered[0] ? new Address(then.sessions() + 1, then.handshakes(), then.countedAt()) : known;
        });
        if (!entered[0]) {
            sessions.decrementAndGet();
        }
        return entered[0];
    }

    void left(String address) {
        sessions.decrementAndGet();
        addresses.computeIfPresent(
                Network.subscriber(address),
                (key, known) -> new Address(known.sessions() - 1, known.handshakes(), known.countedAt()));
    }

    /** Forgets the addresses that have no session and asked for none in the last second. */
    void tick(long now) {
        addresses.replaceAll((address, known) -> known.at(now, settings.handshakesPerSecond()));
        addresses.values().removeIf(Address::isForgotten);
    }

    /** For tests: how many addresses are remembered. */
    int size() {
        return addresses.size();
    }
}
