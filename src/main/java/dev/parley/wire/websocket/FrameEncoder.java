package dev.parley.wire.websocket;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes frames (section 5.2), each an array of just its length. A frame of a server has no mask, so one array serves every
 * receiver; whoever sends it never writes to it.
 */
public final class FrameEncoder {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK_BYTES = 4;

    private FrameEncoder() {}

    /** A text message in one frame. */
    public static byte[] text(String text) {
        return frame(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Several text messages, one frame each, in one array. */
    public static byte[] texts(List<String> texts) {
        byte[][] payloads = new byte[texts.size()][];
        int size = 0;
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
            size += size(payloads[i].length);
        }
        byte[] frames = new byte[size];
        int offset = 0;
        for (byte[] payload : payloads) {
            offset = write(frames, offset, Opcode.TEXT, payload);
        }
        return frames;
    }

    /** A whole message or a control frame in one frame. */
    public static byte[] frame(Opcode opcode, byte[] payload) {
        return frame(true, false, opcode, payload);
    }

    /**
     * Any frame.
     *
     * @param fin whether it ends its message
     * @param compressed whether it begins a compressed message: RSV1 (RFC 7692, section 6)
     * @throws IllegalArgumentException if it would be a control frame that must not be (section 5.5)
     */
    public static byte[] frame(boolean fin, boolean compressed, Opcode opcode, byte[] payload) {
        if (opcode.isControl() && (!fin || compressed || payload.length > FrameHeader.MAX_CONTROL_PAYLOAD)) {
            throw new IllegalArgumentException("a control frame is whole, not compressed, and at most 125 bytes");
        }
        byte[] frame = new byte[size(payload.length)];
        write(frame, 0, (fin ? FIN : 0) | (compressed ? RSV1 : 0) | opcode.code(), payload);
        return frame;
    }

    /**
     * A Close frame (section 5.5.1).
     *
     * @param code {@link CloseCode#NO_STATUS} for a frame without code and reason
     * @param reason cut to {@link CloseCode#MAX_REASON_BYTES}, between two characters
     * @throws IllegalArgumentException if the code must not be sent
     */
    public static byte[] close(int code, String reason) {
        if (code == CloseCode.NO_STATUS) {
            return frame(Opcode.CLOSE, new byte[0]);
        }
        if (!CloseCode.mayBeSent(code)) {
            throw new IllegalArgumentException("close code " + code + " must not be sent");
        }
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, CloseCode.MAX_REASON_BYTES);
        while (length < utf8.length && length > 0 && (utf8[length] & 0xC0) == 0x80) {
            length--;
        }
        byte[] body = new byte[2 + length];
        body[0] = (byte) (code >> 8);
        body[1] = (byte) code;
        System.arraycopy(utf8, 0, body, 2, length);
        return frame(Opcode.CLOSE, body);
    }

    /** Bytes of a server's frame with that much payload. */
    public static int size(int payloadLength) {
        return payloadLength < LENGTH_16
                ? 2 + payloadLength
                : payloadLength <= 0xFFFF ? 4 + payloadLength : 10 + payloadLength;
    }

    /**
     * Writes a whole message in one frame of {@link #size} bytes into a larger array.
     *
     * @return the offset behind the frame
     */
    public static int write(byte[] target, int offset, Opcode opcode, byte[] payload) {
        return write(target, offset, FIN | opcode.code(), payload);
    }

    private static int write(byte[] target, int offset, int firstByte, byte[] payload) {
        target[offset] = (byte) firstByte;
        int start = offset + writeLength(target, offset + 1, payload.length);
        System.arraycopy(payload, 0, target, start, payload.length);
        return start + payload.length;
    }

    /** Returns the bytes of the header. The shortest encoding is the only valid one (section 5.2). */
    private static int writeLength(byte[] target, int offset, int length) {
        if (length < LENGTH_16) {
            target[offset] = (byte) length;
            return 2;
        } else if (length <= 0xFFFF) {
            target[offset] = LENGTH_16;
            target[offset + 1] = (byte) (length >> 8);
            target[offset + 2] = (byte) length;
            return 4;
        }
        target[offset] = LENGTH_64;
        for (int i = 0; i < Integer.BYTES; i++) {
            target[offset + 5 + i] = (byte) (length >> (24 - 8 * i));
        }
        return 10;
    }

    /**
     * The same frame as a client sends it (section 5.3).
     *
     * @param frame one frame without a mask
     * @param mask must come from a strong source of randomness, anew for each frame
     */
    public static byte[] masked(byte[] frame, int mask) {
        int length7 = frame[1];
        int header = length7 == LENGTH_16 ? 4 : length7 == LENGTH_64 ? 10 : 2;
        byte[] masked = new byte[frame.length + MASK_BYTES];
        System.arraycopy(frame, 0, masked, 0, header);
        masked[1] |= (byte) MASKED;
        for (int i = 0; i < MASK_BYTES; i++) {
            masked[header + i] = (byte) (mask >> (24 - 8 * i));
        }
        System.arraycopy(frame, header, masked, header + MASK_BYTES, frame.length - header);
        Mask.apply(mask, masked, header + MASK_BYTES, frame.length - header);
        return masked;
    }
}
