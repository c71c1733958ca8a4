package dev.parley.transport.upgrade;

import dev.parley.wire.websocket.FrameObserver;
import dev.parley.wire.websocket.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one connection. {@link #opened}, {@link #text} and {@link #binary} are called by one thread at a time, in
 * the order of the wire, and nothing is read while they run: they must not block. The others are called by any thread.
 */
public interface ConnectionHandler {
    /** The connection is there; nothing was read yet, and what is sent is written as soon as the container lets it. */
    void opened(WebSocketConnection connection);

    /** A whole text message. */
    void text(String text);

    /** A whole binary message; the array is the handler's own. */
    void binary(byte[] data);

    /** Everything given to {@link WebSocketConnection#send} has been taken by the container, which takes more. */
    default void drained() {}

    /**
     * The end, once: nothing is read any more.
     *
     * @param violation the rule that the peer broke, or null
     */
    void closed(@Nullable Violation violation);

    /**
     * Whether nothing is read while a client leaves too much waiting that is for it, instead of cutting it at once: for who
     * sends only in answer to what is read, and about as much.
     */
    default boolean readsAtClientsPace() {
        return false;
    }

    /** A pong or a close frame is about to be sent. */
    default void answering(byte[] frame) {}

    /** Who is to see each frame as it comes in, or null; then control frames no longer overtake messages on the way out. */
    default @Nullable FrameObserver observer() {
        return null;
    }
}
