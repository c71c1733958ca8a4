package dev.parley.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The little of RFC 6455 that a client needs which trusts its server. Own code, so that the measured code measures not itself. */
final class Frames {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x3a, 0x71, 0x1c, 0x5e};
    private static final String KEY =
            Base64.getEncoder().encodeToString("sixteen-byte key".getBytes(StandardCharsets.US_ASCII));

    private Frames() {}

    static String handshake(String host) {
        return "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY
                + "\r\n\r\n";
    }

    /** A whole message, masked as a client's must be (section 5.3). */
    static byte[] masked(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) (FIN | opcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        byte[] exact = new byte[frame.position()];
        frame.flip().get(exact);
        return exact;
    }

    /** Of an unfragmented frame; for a fragment 0 (continuation), or the opcode without a final bit, which is none of ours. */
    static int opcode(byte[] bytes, int from) {
        int first = bytes[from] & 0xff;
        return first >= FIN ? first & 0x7f : 0;
    }

    /** @return where the payload of the frame begins, or -1 if its header is not complete */
    static int payloadStart(byte[] bytes, int from, int end) {
        if (end - from < 2) {
            return -1;
        }
        int length = bytes[from + 1] & 0x7f;
        int start = from + (length < 126 ? 2 : length == 126 ? 4 : 10);
        return start <= end ? start : -1;
    }

    /** Of a frame with a complete header. */
    static int payloadLength(byte[] bytes, int from) {
        int length = bytes[from + 1] & 0x7f;
        if (length < 126) {
            return length;
        }
        long extended = 0;
        int end = from + (length == 126 ? 4 : 10);
        for (int i = from + 2; i < end; i++) {
            extended = (extended << 8) | (bytes[i] & 0xff);
        }
        return Math.toIntExact(extended);
    }

    /** 1005 if there is none (section 7.4.1). */
    static int closeCode(byte[] bytes, int payload, int end) {
        return end - payload < 2 ? 1005 : ((bytes[payload] & 0xff) << 8) | (bytes[payload + 1] & 0xff);
    }
}
