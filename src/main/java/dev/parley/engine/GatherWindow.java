package dev.parley.engine;

import java.time.Duration;

/**
 * How long broadcasts wait for others to share a write with, as little as they may and only while it helps: after a pass that
 * had broadcasts the next ones wait until as many times as long as the pass took have passed since it began, within the
 * maximum, provided that at least as many as {@link #WORTHWHILE} are to be expected until then. So a loop that has little to
 * write hardly ever waits, one that has much spends a bounded part of its time on writing, one whose passes take longer than the
 * maximum never waits besides, and neither does a broadcast behind a silence. For the loop's thread alone.
 */
final class GatherWindow {
    /** A window is this many times as long as the pass that it begins with. */
    static final int PASSES = 45;
    /** Broadcasts in a window; fewer would wait for hardly anything. */
    static final int WORTHWHILE = 3;

    private final long maxNanos;
    private boolean open;
    private long end;
    private long lastPassEnded;

    /**
     * @param max of a window; none for zero
     * @param now as in {@link #open}
     */
    GatherWindow(Duration max, long now) {
        this.maxNanos = max.toNanos();
        this.lastPassEnded = now;
    }

    /**
     * A pass with broadcasts has ended. Both in nanoseconds of a monotonic clock.
     *
     * @param broadcasts that it had: all since the pass before it
     */
    void open(long passBegan, long passEnded, int broadcasts) {
        long length = Math.min(maxNanos, PASSES * (passEnded - passBegan));
        long spacing = (passEnded - lastPassEnded) / broadcasts;
        open = length >= WORTHWHILE * spacing;
        end = passBegan + length;
        lastPassEnded = passEnded;
    }

    /** @return nanoseconds that broadcasts still wait; 0 or less if they do not */
    long left(long now) {
        long left = open ? end - now : 0;
        open &= left > 0; // a monotonic clock may overflow, one day
        return left;
    }
}
