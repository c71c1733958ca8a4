package dev.parley.wire.websocket;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the messages of one peer (RFC 7692, section 7.2.2). Holds native memory while a message is incomplete, and
 * with context takeover until {@link #close}. One thread decompresses; any thread may close.
 */
public final class MessageInflater implements AutoCloseable {
    /** What the sender took off the end of each message (section 7.2.1): an empty block without compression. */
    private static final byte[] TAIL = {0x00, 0x00, (byte) 0xFF, (byte) 0xFF};

    private static final int WINDOW = 1 << DeflateParameters.MAX_WINDOW_BITS;

    private final boolean noContextTakeover;
    private @Nullable Inflater inflater;
    private boolean atBlockBoundary;
    private int restarts;
    private boolean closed;

    /**
     * @param noContextTakeover whether the peer compresses each message for itself. Its window may have any size: this side
     *     always has the largest
     */
    public MessageInflater(boolean noContextTakeover) {
        this.noContextTakeover = noContextTakeover;
    }

    /**
     * Decompresses a piece of a message.
     *
     * @param maxRestarts how many of its blocks may call themselves final
     * @return whether all of it fitted into {@code target}
     * @throws DataFormatException if it is not DEFLATE
     */
    synchronized boolean inflate(byte[] bytes, int offset, int length, MessageBuffer target, int maxRestarts)
            throws DataFormatException {
        if (closed || length == 0) {
            return true; // of a connection that is gone nobody waits for a message
        }
        if (inflater == null) {
            inflater = new Inflater(true);
        }
        atBlockBoundary = false;
        inflater.setInput(bytes, offset, length);
        return drain(inflater, bytes, offset + length, target, maxRestarts);
    }

    /**
     * Ends a message.
     *
     * @return whether all of it fitted into {@code target}
     */
    synchronized boolean finish(MessageBuffer target) throws DataFormatException {
        if (closed || inflater == null) {
            return true;
        }
        boolean fitted = true;
        if (!atBlockBoundary) {
            inflater.setInput(TAIL);
            fitted = drain(inflater, TAIL, TAIL.length, target, Integer.MAX_VALUE);
        }
        restarts = 0;
        if (noContextTakeover) {
            release();
        }
        return fitted;
    }

    private boolean drain(Inflater source, byte[] input, int end, MessageBuffer target, int maxRestarts)
            throws DataFormatException {
        while (true) {
            int room = target.room();
            if (room == 0) {
                // The message is as long as it may be: it fits if not a single byte more comes out.
                if (source.inflate(new byte[1]) > 0) {
                    return false;
                }
            } else {
                if (inflate(source, target, room) == room) {
                    continue; // there may be more
                }
            }
            if (!source.finished() || !restart(source, input, end, target, maxRestarts)) {
                return true; // what leaves room has used up its input
            }
        }
    }

    /** What comes out counts also if what follows in the same piece is not DEFLATE. */
    private static int inflate(Inflater source, MessageBuffer target, int room) throws DataFormatException {
        long before = source.getBytesWritten();
        try {
            source.inflate(target.array(), target.size(), room);
        } finally {
            target.wrote((int) (source.getBytesWritten() - before));
        }
        return (int) (source.getBytesWritten() - before);
    }

    /**
     * A block may call itself the last one, and another may follow nevertheless (section 7.2.3.4): what follows begins with
     * the window as it was. Only what this message brought of it is still known here.
     *
     * @return whether input is left
     */
    private boolean restart(Inflater source, byte[] input, int end, MessageBuffer target, int maxRestarts)
            throws DataFormatException {
        int left = source.getRemaining();
        if (++restarts > maxRestarts) {
            throw new DataFormatException("too many final blocks");
        }
        source.reset();
        int known = Math.min(WINDOW, target.size());
        source.setDictionary(target.array(), target.size() - known, known);
        source.setInput(input, end - left, left);
        atBlockBoundary = left == 0;
        return left > 0;
    }

    /** Frees the native memory. */
    @Override
    public synchronized void close() {
        closed = true;
        release();
    }

    private synchronized void release() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
