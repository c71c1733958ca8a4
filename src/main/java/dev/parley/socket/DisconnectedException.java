package dev.parley.socket;

/** A client is gone and will not acknowledge an event any more. */
public final class DisconnectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DisconnectedException() {
        super("disconnected before the acknowledgement");
    }
}
