package dev.parley.wire.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages to one peer (RFC 7692, section 7.2.1). Holds native memory only with context takeover, until
 * {@link #close}; otherwise only inside {@link #deflate}. Safe for several threads, but with context takeover messages must
 * be sent in the order in which they were compressed.
 */
public final class MessageDeflater implements AutoCloseable {
    /** Four bytes at the end of each flush that are not sent (section 7.2.1). */
    private static final int TAIL = 4;

    /** An empty message: the header of an empty block without compression, its tail taken off (section 7.2.3.6). */
    private static final byte[] EMPTY = {0x00};

    private final boolean keepContext;
    private final int window;
    private @Nullable Deflater deflater;
    private boolean closed;

    /**
     * @param noContextTakeover compress each message for itself
     * @param maxWindowBits 8 to 15. {@link Deflater} knows only the window of 15 bits; a smaller one is honoured by starting
     *     anew after as many bytes as it spans, so that no reference can reach further back
     */
    public MessageDeflater(boolean noContextTakeover, int maxWindowBits) {
        if (!DeflateParameters.isWindow(maxWindowBits)) {
            throw new IllegalArgumentException("a window has 8 to 15 bits");
        }
        this.keepContext = !noContextTakeover && maxWindowBits == DeflateParameters.MAX_WINDOW_BITS;
        this.window = maxWindowBits == DeflateParameters.MAX_WINDOW_BITS ? Integer.MAX_VALUE : 1 << maxWindowBits;
    }

    /**
     * The payload of one compressed message: to be sent with RSV1 in its first frame.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public synchronized byte[] deflate(byte[] payload) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (payload.length == 0) {
            return EMPTY.clone();
        }
        Deflater source = deflater == null ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : deflater;
        try {
            return deflate(source, payload);
        } finally {
            if (keepContext) {
                deflater = source;
            } else {
                source.end();
            }
        }
    }

    private byte[] deflate(Deflater source, byte[] payload) {
        byte[] target = new byte[64 + payload.length / 2];
        int size = 0;
        for (int from = 0; from < payload.length; from += Math.min(window, payload.length - from)) {
            if (from > 0) {
                source.reset();
            }
            source.setInput(payload, from, Math.min(window, payload.length - from));
            while (true) {
                size += source.deflate(target, size, target.length - size, Deflater.SYNC_FLUSH);
                if (size < target.length) {
                    break; // a flush that leaves room has come to its end
                }
                target = Arrays.copyOf(target, 2 * target.length);
            }
        }
        return Arrays.copyOf(target, size - TAIL);
    }

    /** Frees the native memory. */
    @Override
    public synchronized void close() {
        closed = true;
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
