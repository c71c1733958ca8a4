package dev.parley.wire.socketio;

/** A client sent what is not a Socket.IO packet. The message says what is wrong and never repeats what was sent. */
public final class SocketFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public SocketFormatException(String message) {
        super(message);
    }
}
