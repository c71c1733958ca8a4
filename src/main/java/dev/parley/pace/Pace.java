package dev.parley.pace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often something happens, against how often it may: {@code perSecond} in the long run, {@code burst} at once. A token
 * bucket, kept as the one time at which it is full again. What came too fast takes a token, too, so whoever goes on all the
 * same owes more and more, and is {@link Verdict#RELENTLESS} at a whole burst. Thread-safe.
 */
public final class Pace {
    /** What there is to say of one more. */
    public enum Verdict {
        /** It may happen. */
        FINE,
        /** It may not, but could after a pause. */
        TOO_FAST,
        /** As many as a whole burst were too fast, and no pause came. */
        RELENTLESS
    }

    private final long interval;
    private final long burst;
    private final AtomicLong fullAt;

    /**
     * Begins with a full bucket.
     *
     * @param perSecond 1 to 1,000,000, or 0 for no limit
     * @param burst 1 to 1,000,000
     * @param now in nanoseconds of a monotonic clock, as ever after
     */
    public Pace(int perSecond, int burst, long now) {
        this.interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.burst = burst * interval;
        this.fullAt = new AtomicLong(now);
    }

    /** One more happens now. */
    public Verdict step(long now) {
        while (true) {
            long full = fullAt.get();
            long owed = Math.max(0, full - now) + interval;
            if (owed > 2 * burst) {
                return Verdict.RELENTLESS;
            }
            if (fullAt.compareAndSet(full, now + owed)) {
                return owed <= burst ? Verdict.FINE : Verdict.TOO_FAST;
            }
        }
    }
}
