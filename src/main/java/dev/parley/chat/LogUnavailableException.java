package dev.parley.chat;

import org.jspecify.annotations.Nullable;

/** Nothing can be kept or read now; later it may. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** More is waiting than may wait. */
        BUSY,
        /** The database is away. */
        AWAY
    }

    private final Reason reason;

    public LogUnavailableException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
