package dev.parley.wire.websocket;

import java.time.Duration;

/**
 * What one connection may cost (section 10.4). The decoder keeps the first two; the clock of the connection's owner keeps
 * the other two.
 *
 * @param maxMessageBytes the longest message in bytes, after decompression; at least 125, so that control frames fit
 * @param maxFragments the most frames that one message may come in; at least 1
 * @param incompleteMessage how long a message may take from its first byte to its last; positive
 * @param closing how long the peer may take to answer a Close frame; positive
 */
public record Limits(int maxMessageBytes, int maxFragments, Duration incompleteMessage, Duration closing) {
    /** @throws IllegalArgumentException if a value is outside of its range */
    public Limits {
        if (maxMessageBytes < FrameHeader.MAX_CONTROL_PAYLOAD || maxFragments < 1) {
            throw new IllegalArgumentException("at least 125 bytes and 1 fragment a message");
        }
        if (incompleteMessage.isNegative() || incompleteMessage.isZero() || closing.isNegative() || closing.isZero()) {
            throw new IllegalArgumentException("durations must be positive");
        }
    }

    /**
     * The longest compressed message on the wire, in bytes. It follows from {@link #maxMessageBytes} and the format, so nobody
     * sets it: DEFLATE's fixed codes take up to 9 bits for a byte (RFC 1951, section 3.2.6), and 1 KiB is for what frames its
     * blocks. Only blocks that bring nothing make a message longer.
     */
    long maxCompressedBytes() {
        return maxMessageBytes * 9L / 8 + 1024;
    }
}
