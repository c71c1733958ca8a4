package dev.parley.socket;

/**
 * A client sent an event whose arguments are not those that its handler reads: too few, or of another type. The message
 * names the argument and the expected type, never the value, so it may go back to the client.
 */
public final class ArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArgumentException(String message) {
        super(message);
    }
}
