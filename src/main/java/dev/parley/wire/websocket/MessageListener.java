package dev.parley.wire.websocket;

/**
 * Hears what a {@link FrameDecoder} read, in the order of the wire, on the thread that decodes. Arrays are the listener's
 * own. After {@link #close} or {@link #failed} nothing follows.
 */
public interface MessageListener {
    /** A whole text message. */
    void text(String text);

    /** A whole binary message. */
    void binary(byte[] data);

    /** A Ping: a Pong with the same data answers it (section 5.5.2). */
    void ping(byte[] data);

    /** A Pong, asked for or not (section 5.5.3). */
    void pong(byte[] data);

    /**
     * The peer's Close frame.
     *
     * @param code {@link CloseCode#NO_STATUS} if the frame had none
     */
    void close(int code, String reason);

    /** The peer broke a rule: the connection is to be failed (section 7.1.7). */
    void failed(Violation violation);
}
