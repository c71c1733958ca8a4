package dev.parley.wire.socketio;

import org.jspecify.annotations.Nullable;

/**
 * A client sent what is not a Socket.IO packet, or more than it may. The message says what is wrong and never repeats what was
 * sent.
 */
public final class SocketFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String limit;

    public SocketFormatException(String message) {
        super(message);
        this.limit = null;
    }

    /** @param limit that is exceeded, as its setting is called */
    public SocketFormatException(String message, String limit) {
        super(message);
        this.limit = limit;
    }

    /** The limit that is exceeded, or null if it is the form that is wrong. */
    public @Nullable String limit() {
        return limit;
    }
}
