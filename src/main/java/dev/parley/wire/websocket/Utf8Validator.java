package dev.parley.wire.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Checks UTF-8 (RFC 3629) as its bytes arrive, in whatever pieces: a deterministic automaton that refuses the first byte
 * after which no valid text can follow.
 */
final class Utf8Validator {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /*
     * The states: between two characters; then how many continuation bytes are to come; then the four lead bytes that
     * narrow the byte after them, which rules out overlong forms (E0, F0), surrogates (ED) and what is above
     * U+10FFFF (F4).
     */
    private static final byte BOUNDARY = 0;
    private static final byte ONE_MORE = 1;
    private static final byte TWO_MORE = 2;
    private static final byte THREE_MORE = 3;
    private static final byte AFTER_E0 = 4;
    private static final byte AFTER_ED = 5;
    private static final byte AFTER_F0 = 6;
    private static final byte AFTER_F4 = 7;
    private static final byte REFUSED = 8;

    /** The next state by state and byte, at {@code state * 256 + byte}. */
    private static final byte[] NEXT = transitions();

    private byte state = BOUNDARY;

    /**
     * Goes on with the bytes from {@code from} to {@code to}.
     *
     * @return the index of the first byte that cannot be, or {@code to} if all can
     */
    int check(byte[] bytes, int from, int to) {
        byte at = state;
        int i = from;
        while (i < to) {
            if (at == BOUNDARY) {
                // Most text is ASCII: eight bytes at a time as long as none has its highest bit set.
                while (i + Long.BYTES <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                    i += Long.BYTES;
                }
                if (i == to) {
                    break;
                }
            }
            at = NEXT[(at << 8) | (bytes[i] & 0xFF)];
            if (at == REFUSED) {
                break;
            }
            i++;
        }
        state = at;
        return i;
    }

    /** Whether the text may end here: no character is cut. */
    boolean isComplete() {
        return state == BOUNDARY;
    }

    /** Starts with a new text. */
    void reset() {
        state = BOUNDARY;
    }

    private static byte[] transitions() {
        byte[] next = new byte[9 * 256];
        Arrays.fill(next, REFUSED);
        allow(next, BOUNDARY, 0x00, 0x7F, BOUNDARY);
        allow(next, BOUNDARY, 0xC2, 0xDF, ONE_MORE);
        allow(next, BOUNDARY, 0xE0, 0xE0, AFTER_E0);
        allow(next, BOUNDARY, 0xE1, 0xEC, TWO_MORE);
        allow(next, BOUNDARY, 0xED, 0xED, AFTER_ED);
        allow(next, BOUNDARY, 0xEE, 0xEF, TWO_MORE);
        allow(next, BOUNDARY, 0xF0, 0xF0, AFTER_F0);
        allow(next, BOUNDARY, 0xF1, 0xF3, THREE_MORE);
        allow(next, BOUNDARY, 0xF4, 0xF4, AFTER_F4);
        allow(next, ONE_MORE, 0x80, 0xBF, BOUNDARY);
        allow(next, TWO_MORE, 0x80, 0xBF, ONE_MORE);
        allow(next, THREE_MORE, 0x80, 0xBF, TWO_MORE);
        allow(next, AFTER_E0, 0xA0, 0xBF, ONE_MORE);
        allow(next, AFTER_ED, 0x80, 0x9F, ONE_MORE);
        allow(next, AFTER_F0, 0x90, 0xBF, TWO_MORE);
        allow(next, AFTER_F4, 0x80, 0x8F, TWO_MORE);
        return next;
    }

    private static void allow(byte[] next, int state, int low, int high, byte target) {
        Arrays.fill(next, (state << 8) | low, ((state << 8) | high) + 1, target);
    }
}
