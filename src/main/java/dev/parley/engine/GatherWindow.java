package dev.parley.engine;

import java.time.Duration;

/**
 * How long broadcasts wait for others to share a write with, as little as they may and only while there are many: after a pass
 * that had broadcasts the next ones wait until as many times as long as the pass took have passed, within the maximum. So a
 * loop that has little to write hardly ever waits, one that has much spends a bounded part of its time on writing, and a
 * broadcast behind a silence never waits. For the loop's thread alone.
 */
final class GatherWindow {
    /** A window is this many times as long as the pass before it. */
    static final int PASSES = 32;

    private final long maxNanos;
    private boolean open;
    private long end;

    /** @param max of a window; none for zero */
    GatherWindow(Duration max) {
        this.maxNanos = max.toNanos();
    }

    /** A pass with broadcasts has ended. Both in nanoseconds of a monotonic clock. */
    void open(long passBegan, long passEnded) {
        open = true;
        end = passEnded + Math.min(maxNanos, PASSES * (passEnded - passBegan));
    }

    /** @return nanoseconds that broadcasts still wait; 0 or less if they do not */
    long left(long now) {
        long left = open ? end - now : 0;
        open &= left > 0; // a monotonic clock may overflow, one day
        return left;
    }
}
