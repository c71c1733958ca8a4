package dev.parley.wire.websocket.autobahn;

import dev.parley.wire.websocket.Opcode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Writes a client's frames, valid or not, without the encoder that is under test. */
public final class ClientFrames {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Random masks;

    /** @param seed makes the masks, the same for the same seed */
    public ClientFrames(long seed) {
        this.masks = new Random(seed);
    }

    /** A frame with any first byte. */
    public ClientFrames raw(int firstByte, byte[] payload) {
        bytes.write(firstByte);
        if (payload.length < 126) {
            bytes.write(0x80 | payload.length);
        } else if (payload.length < 0x1_0000) {
            bytes.write(0x80 | 126);
            bytes.write(payload.length >> 8);
            bytes.write(payload.length);
        } else {
            bytes.write(0x80 | 127);
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] mask = ByteBuffer.allocate(4).putInt(masks.nextInt()).array();
        bytes.writeBytes(mask);
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i & 3];
        }
        bytes.writeBytes(masked);
        return this;
    }

    /** A whole message or a control frame. */
    public ClientFrames whole(Opcode opcode, byte[] payload) {
        return raw(0x80 | opcode.code(), payload);
    }

    /** A message in frames of at most that many bytes. */
    public ClientFrames fragmented(Opcode opcode, byte[] payload, int size, boolean compressed) {
        int from = 0;
        int first = opcode.code() | (compressed ? 0x40 : 0);
        do {
            int to = Math.min(from + size, payload.length);
            byte[] part = Arrays.copyOfRange(payload, from, to);
            raw((to == payload.length ? 0x80 : 0) | (from == 0 ? first : 0), part);
            from = to;
        } while (from < payload.length);
        return this;
    }

    /** A Close frame with that code, valid or not, and reason. */
    public ClientFrames close(int code, byte... reason) {
        return whole(
                Opcode.CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    /** All that was written. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
