package dev.parley.wire.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Masking, which is its own inverse (section 5.3): each byte XOR one of the key's four bytes in turn. */
final class Mask {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Mask() {}

    /**
     * Masks or unmasks in place, eight bytes at a time.
     *
     * @param key its highest byte belongs to the first byte
     * @return the key for the byte behind the last one
     */
    static int apply(int key, byte[] bytes, int offset, int length) {
        long wide = (long) key << 32 | (key & 0xFFFF_FFFFL);
        int end = offset + length;
        int i = offset;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ wide);
        }
        int rest = key;
        for (; i < end; i++) {
            bytes[i] ^= (byte) (rest >>> 24);
            rest = Integer.rotateLeft(rest, 8);
        }
        return rest;
    }
}
