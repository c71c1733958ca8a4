package dev.parley.engine;

/**
 * When the server pings a client, and until when it waits for the pong. Times are readings of the engine's clock in
 * nanoseconds. The session's lock guards every method but {@link #due} and {@link #left}.
 */
final class Heartbeat {
    enum Beat {
        NOTHING,
        PING,
        TIMEOUT
    }

    private final long interval;
    private final long timeout;
    private final long precision;
    private volatile long dueAt;
    private boolean awaitingPong;

    /** @param precision how late the clock's tick regularly is: that much is not granted to the client on top */
    Heartbeat(long interval, long timeout, long precision, long now) {
        this.interval = interval;
        this.timeout = timeout;
        this.precision = precision;
        this.dueAt = now + interval;
    }

    boolean due(long now) {
        return left(now) <= 0;
    }

    /** Until it is due, in nanoseconds. */
    long left(long now) {
        return dueAt - now;
    }

    /** What is to be done at {@code now}. After {@link Beat#PING} the ping counts as sent. */
    Beat check(long now) {
        long late = now - dueAt;
        if (late < 0) {
            return Beat.NOTHING;
        } else if (awaitingPong) {
            return Beat.TIMEOUT;
        }
        awaitingPong = true;
        // A server that was held up for longer than its tick gives the client the whole time all the same.
        dueAt = now - Math.min(late, precision) + timeout;
        return Beat.PING;
    }

    /** The next ping is one interval away; a pong that nobody asked for moves nothing. */
    void pong(long now) {
        if (awaitingPong) {
            awaitingPong = false;
            dueAt = now + interval;
        }
    }

    /** The transport changed: a pong that is awaited gets its whole time again. */
    void transportChanged(long now) {
        if (awaitingPong) {
            dueAt = now + timeout;
        }
    }
}
