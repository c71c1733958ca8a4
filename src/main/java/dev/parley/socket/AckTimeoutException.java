package dev.parley.socket;

import java.time.Duration;

/** A client did not acknowledge an event in time. */
public final class AckTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AckTimeoutException(Duration deadline) {
        super("no acknowledgement within " + deadline.toMillis() + " ms");
    }
}
