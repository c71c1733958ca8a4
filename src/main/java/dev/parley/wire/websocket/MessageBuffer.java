package dev.parley.wire.websocket;

import java.util.Arrays;

/** The bytes of a message that is not complete yet. Grows as bytes arrive, never because a peer promised some. */
final class MessageBuffer {
    private static final int FIRST_CAPACITY = 1024;

    private final int limit;
    private byte[] bytes = new byte[0];
    private int size;

    /** @param limit the most bytes it ever holds */
    MessageBuffer(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    /** What is held, from 0 to {@link #size}; valid until it grows. */
    byte[] array() {
        return bytes;
    }

    /**
     * Appends bytes. The caller has checked the limit.
     *
     * @param expected the most that there will be in the end: capacity doubles up to that, so that many small pieces cost no
     *     more copying than few large ones, and a message in one frame ends in an array of just its length
     */
    void append(byte[] source, int offset, int length, int expected) {
        if (length > bytes.length - size) {
            int doubled = (int) Math.min(expected, Math.max(FIRST_CAPACITY, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.max(size + length, doubled));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Makes room for at least one more byte, unless the limit is reached; returns how many fit. */
    int room() {
        if (size == bytes.length && size < limit) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(FIRST_CAPACITY, 2L * size)));
        }
        return bytes.length - size;
    }

    /** Counts bytes that were written behind the last one, into {@link #room}. */
    void wrote(int length) {
        size += length;
    }

    /** The message as an array of just its length; ends the use of this buffer. */
    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
