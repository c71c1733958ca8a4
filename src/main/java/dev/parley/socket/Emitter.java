package dev.parley.socket;

import org.jspecify.annotations.Nullable;

/**
 * Something that events can be sent to: one client ({@link Socket}), all of a namespace ({@link Namespace}) or some of
 * them ({@link Broadcast}). Sending never blocks and is possible on any thread. What one thread sends to a client
 * arrives in the order in which it was sent.
 */
public interface Emitter {

    /**
     * Sends an event.
     *
     * @param args each a String, Number, Boolean, null, Map with String keys, Collection, {@code Object[]}, or bytes
     *     ({@link dev.parley.wire.engineio.Bytes}, {@code byte[]}, {@link java.nio.ByteBuffer}), nested as wanted; or
     *     received {@link Args}, which stand for all their arguments
     * @throws IllegalArgumentException for a value that is none of these, or an event name with a meaning of its own
     *     ({@code connect}, {@code connect_error}, {@code disconnect}, {@code disconnecting}, {@code newListener},
     *     {@code removeListener})
     */
    void emit(String event, @Nullable Object... args);

    /** Sends an event with the name {@code message}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }
}
