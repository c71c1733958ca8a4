package dev.parley.wire.engineio;

/** What a client sent is not Engine.IO v4. The message says what was expected, never what was sent. */
public final class EngineFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    EngineFormatException(String message) {
        super(message);
    }
}
