package dev.parley.transport.http;

import java.io.IOException;

/**
 * Follows the frames that a client sends (RFC 6455 section 5.2) and refuses what says that it is longer than 2 GiB. Tyrus takes a
 * length whose first bit is set, which none may have, for less than what has come, and makes an array of what is left of it as 32
 * bits: a frame of 14 bytes costs up to 2 GiB of heap.
 *
 * <p>For one thread at a time.
 */
final class FrameLengths {
    private static final int MASK_BYTES = 4;

    private int headerBytes;
    private int lengthBytes;
    private boolean masked;
    private long length;
    /** Bytes of mask and payload that are still to come. */
    private long left;

    /** @throws IOException if a frame is too long */
    void follow(byte[] bytes, int offset, int count) throws IOException {
        int end = offset + count;
        int at = offset;
        while (at < end) {
            if (left > 0) {
                int skipped = (int) Math.min(left, end - at);
                left -= skipped;
                at += skipped;
            } else {
                header(bytes[at]);
                at++;
            }
        }
    }

    private void header(byte octet) throws IOException {
        headerBytes++;
        if (headerBytes == 1) {
            return; // FIN and opcode
        }
        if (headerBytes == 2) {
            masked = octet < 0;
            length = octet & 0x7f;
            lengthBytes = length < 126 ? 0 : length == 126 ? 2 : 8;
            if (lengthBytes > 0) {
                length = 0;
            }
        } else {
            length = length << 8 | (octet & 0xff);
            lengthBytes--;
        }
        if (lengthBytes == 0) {
            if (length < 0 || length > Integer.MAX_VALUE) {
                throw new IOException("a frame says that it is longer than any may be");
            }
            left = length + (masked ? MASK_BYTES : 0);
            headerBytes = 0;
        }
    }
}
