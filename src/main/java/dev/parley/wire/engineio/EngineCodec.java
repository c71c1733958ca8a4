package dev.parley.wire.engineio;

import dev.parley.wire.engineio.EnginePacket.Binary;
import dev.parley.wire.engineio.EnginePacket.Close;
import dev.parley.wire.engineio.EnginePacket.Noop;
import dev.parley.wire.engineio.EnginePacket.Open;
import dev.parley.wire.engineio.EnginePacket.Ping;
import dev.parley.wire.engineio.EnginePacket.Pong;
import dev.parley.wire.engineio.EnginePacket.Text;
import dev.parley.wire.engineio.EnginePacket.Upgrade;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The text form of packets, and payloads of several packets for HTTP long-polling (Engine.IO protocol v4, "Packet
 * encoding" and "HTTP long-polling"). A WebSocket carries one packet a message, and a binary packet as its bare bytes.
 */
public final class EngineCodec {
    /** Stands between two packets of one payload. */
    public static final char SEPARATOR = '\u001e';

    private static final char BINARY = 'b';

    private EngineCodec() {}

    /** The packet as text; a binary packet as base64, as only long-polling carries it. */
    public static String encode(EnginePacket packet) {
        if (packet instanceof Text text) {
            return "4" + text.data();
        } else if (packet instanceof Binary binary) {
            return BINARY + Base64.getEncoder().encodeToString(binary.data().toArray());
        } else if (packet instanceof Ping ping) {
            return "2" + ping.data();
        } else if (packet instanceof Pong pong) {
            return "3" + pong.data();
        } else if (packet instanceof Open open) {
            return "0" + open.handshakeJson();
        } else if (packet instanceof Close) {
            return "1";
        } else if (packet instanceof Upgrade) {
            return "5";
        } else if (packet instanceof Noop) {
            return "6";
        }
        throw new AssertionError(packet);
    }

    /**
     * One packet from a text message of a WebSocket.
     *
     * @throws EngineFormatException if the type is unknown, or data follows a type that has none
     */
    public static EnginePacket decode(String text) throws EngineFormatException {
        return decode(text, 0, text.length());
    }

    /**
     * The packets of one long-polling body, in their order.
     *
     * @throws EngineFormatException if any packet of the payload is not one: then none of it counts
     */
    public static List<EnginePacket> decodePayload(String payload) throws EngineFormatException {
        List<EnginePacket> packets = new ArrayList<>();
        int start = 0;
        while (true) {
            int separator = payload.indexOf(SEPARATOR, start);
            int end = separator < 0 ? payload.length() : separator;
            boolean binary = start < end && payload.charAt(start) == BINARY;
            packets.add(binary ? decodeBase64(payload.substring(start + 1, end)) : decode(payload, start, end));
            if (separator < 0) {
                return packets;
            }
            start = end + 1;
        }
    }

    private static EnginePacket decode(String text, int start, int end) throws EngineFormatException {
        if (start == end) {
            throw new EngineFormatException("an empty packet");
        }
        char type = text.charAt(start);
        if (type == '4') {
            return new Text(text.substring(start + 1, end));
        } else if (type == '2') {
            return new Ping(text.substring(start + 1, end));
        } else if (type == '3') {
            return new Pong(text.substring(start + 1, end));
        } else if (type == '0') {
            return new Open(text.substring(start + 1, end));
        } else if (type < '0' || type > '6') {
            throw new EngineFormatException("a packet type that is not one of 0 to 6");
        } else if (end - start > 1) {
            throw new EngineFormatException("data after a packet type that has none");
        }
        return type == '1' ? new Close() : type == '5' ? new Upgrade() : new Noop();
    }

    private static EnginePacket decodeBase64(String base64) throws EngineFormatException {
        try {
            return new Binary(Bytes.wrap(Base64.getDecoder().decode(withoutLineBreaks(base64))));
        } catch (IllegalArgumentException e) {
            throw new EngineFormatException("a binary packet that is not base64");
        }
    }

    /** The official Java client breaks its base64 into lines and ends it with one. */
    private static String withoutLineBreaks(String base64) {
        return base64.indexOf('\n') < 0 ? base64 : base64.replace("\r", "").replace("\n", "");
    }
}
