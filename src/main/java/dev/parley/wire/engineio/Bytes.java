package dev.parley.wire.engineio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An immutable sequence of bytes with value equality. Safe to share between threads and receivers. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** A copy of {@code source}. */
    public static Bytes copyOf(byte[] source) {
        return new Bytes(source.clone());
    }

    /** A copy of what remains in {@code source}, whose position does not move. */
    public static Bytes copyOf(ByteBuffer source) {
        byte[] copy = new byte[source.remaining()];
        source.duplicate().get(copy);
        return new Bytes(copy);
    }

    /** Takes {@code array} without a copy: the caller gives it up and never writes to it again. */
    public static Bytes wrap(byte[] array) {
        return new Bytes(array);
    }

    public int size() {
        return array.length;
    }

    /** A copy that the caller owns. */
    public byte[] toArray() {
        return array.clone();
    }

    /** A read-only view from the first byte to the last; each call has its own position. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(array).asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return "Bytes[" + array.length + "]";
    }
}
