package dev.parley.engine;

/**
 * When the next ping is due and until when its pong must come (Engine.IO protocol v4, "Heartbeat": the server pings).
 * Belongs to a session, which guards it by its lock. Times are of a monotonic clock, in nanoseconds.
 */
final class Heartbeat {
    enum Due {
        NOTHING,
        PING,
        TIMEOUT
    }

    private final long intervalNanos;
    private final long timeoutNanos;
    private long deadline;
    private boolean awaitingPong;

    Heartbeat(long intervalNanos, long timeoutNanos, long now) {
        this.intervalNanos = intervalNanos;
        this.timeoutNanos = timeoutNanos;
        this.deadline = now + intervalNanos;
    }

    /** What is to be done now; a ping that is due counts as sent. */
    Due check(long now) {
        if (now - deadline < 0) {
            return Due.NOTHING;
        }
        if (awaitingPong) {
            return Due.TIMEOUT;
        }
        awaitingPong = true;
        deadline = now + timeoutNanos;
        return Due.PING;
    }

    /** A pong that nobody awaits changes nothing. */
    void pong(long now) {
        if (awaitingPong) {
            awaitingPong = false;
            deadline = now + intervalNanos;
        }
    }
}
