package dev.parley.streams;

import dev.parley.wire.websocket.CloseCode;
import dev.parley.wire.websocket.FrameHeader;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes the frames of one connection (RFC 6455, section 5) as JSON; counts them by direction. Not thread-safe. */
final class FrameDescription {
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final int maxPayload;
    private int incoming;
    private int outgoing;

    /** @param maxPayload bytes of a payload that are shown */
    FrameDescription(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    /** A frame of the client, as the decoder's observer gets it. */
    String incoming(FrameHeader header, byte[] payload, @Nullable Violation violation) {
        return describe("in", ++incoming, header, payload, violation, violation == null ? action(header) : "fail");
    }

    /** A frame that the server has encoded and sends next. */
    String outgoing(byte[] frame) {
        int length7 = frame[1];
        int start = length7 == LENGTH_16 ? 4 : length7 == LENGTH_64 ? 10 : 2;
        int lengthBits = length7 == LENGTH_16 ? 16 : length7 == LENGTH_64 ? 64 : 7;
        byte[] payload = Arrays.copyOfRange(frame, start, frame.length);
        FrameHeader header = new FrameHeader(
                has(frame, 0x80),
                has(frame, 0x40),
                has(frame, 0x20),
                has(frame, 0x10),
                frame[0] & 0x0F,
                false,
                0,
                payload.length,
                lengthBits);
        return describe("out", ++outgoing, header, payload, null, "sent");
    }

    private static boolean has(byte[] frame, int bit) {
        return (frame[0] & bit) != 0;
    }

    private String describe(
            String direction,
            int number,
            FrameHeader header,
            byte[] payload,
            @Nullable Violation violation,
            String action) {
        String mask = header.masked() && (violation == null || header.mask() != 0) ? mask(header) : null;
        return Description.object(root -> {
            root.put("type", "frame").put("direction", direction).put("number", number);
            root.put("fin", header.fin()).put("rsv1", header.rsv1());
            root.put("rsv2", header.rsv2()).put("rsv3", header.rsv3());
            root.put("opcode", header.opcode()).put("opcodeName", opcodeName(header));
            root.put("masked", header.masked()).put("mask", mask);
            length(root, header);
            root.put("header", header.length() < 0 ? null : headerHex(header, mask));
            root.put("payload", of -> payload(of, header, payload));
            close(root, header, payload, violation);
            root.put("meaning", violation == null ? meaning(header) : "violation")
                    .put("action", action);
            root.put("section", violation == null ? section(header) : violation.section());
            violation(root, violation);
        });
    }

    private static void length(Description to, FrameHeader header) {
        if (header.length() < 0) {
            to.putNull("length");
        } else {
            to.put("length", header.length());
        }
        to.put("lengthBits", header.lengthBits());
    }

    private void payload(Description to, FrameHeader header, byte[] payload) {
        byte[] shown = payload.length > maxPayload ? Arrays.copyOf(payload, maxPayload) : payload;
        to.put("hex", HexFormat.of().formatHex(shown))
                .put("text", header.rsv1() ? null : text(shown))
                .put("bytes", payload.length)
                .put("truncated", shown.length < payload.length);
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null; // it is not text, or it was cut inside a character
        }
    }

    private static void close(Description to, FrameHeader header, byte[] payload, @Nullable Violation violation) {
        if (header.opcode() != Opcode.CLOSE.code() || violation != null) {
            to.putNull("close");
            return;
        }
        int code = payload.length == 0 ? CloseCode.NO_STATUS : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        String reason = payload.length == 0 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        to.put(
                "close",
                of -> of.put("code", code)
                        .put("meaning", CloseCode.meaning(code))
                        .put("reason", reason));
    }

    private static void violation(Description to, @Nullable Violation violation) {
        if (violation == null) {
            to.putNull("violation");
        } else {
            to.put(
                    "violation",
                    of -> of.put("id", violation.name())
                            .put("message", violation.message())
                            .put("closeCode", violation.closeCode())
                            .put("section", violation.section()));
        }
    }

    private static String mask(FrameHeader header) {
        return HexFormat.of().toHexDigits(header.mask());
    }

    private static String headerHex(FrameHeader header, @Nullable String mask) {
        int first = (header.fin() ? 0x80 : 0)
                | (header.rsv1() ? 0x40 : 0)
                | (header.rsv2() ? 0x20 : 0)
                | (header.rsv3() ? 0x10 : 0)
                | header.opcode();
        int length7 = switch (header.lengthBits()) {
            case 16 -> LENGTH_16;
            case 64 -> LENGTH_64;
            default -> (int) header.length();
        };
        HexFormat hex = HexFormat.of();
        StringBuilder all = new StringBuilder();
        all.append(hex.toHexDigits((byte) first));
        all.append(hex.toHexDigits((byte) ((header.masked() ? 0x80 : 0) | length7)));
        if (header.lengthBits() == 16) {
            all.append(hex.toHexDigits((short) header.length()));
        } else if (header.lengthBits() == 64) {
            all.append(hex.toHexDigits(header.length()));
        }
        return mask == null ? all.toString() : all + mask;
    }

    private static @Nullable Opcode opcode(FrameHeader header) {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.code() == header.opcode()) {
                return opcode;
            }
        }
        return null;
    }

    private static String opcodeName(FrameHeader header) {
        Opcode opcode = opcode(header);
        return opcode == null ? "reserved" : opcode.name().toLowerCase(Locale.ROOT);
    }

    private static String meaning(FrameHeader header) {
        String name = opcodeName(header);
        if (header.isControl()) {
            return name;
        } else if (header.opcode() == Opcode.CONTINUATION.code()) {
            return header.fin() ? "continuation.last" : "continuation.more";
        }
        return name + (header.fin() ? ".whole" : ".first");
    }

    private static String action(FrameHeader header) {
        if (!header.isControl()) {
            return header.fin() ? "echo" : "wait";
        }
        Opcode opcode = opcode(header);
        return opcode == Opcode.PING ? "pong" : opcode == Opcode.PONG ? "nothing" : "close";
    }

    private static String section(FrameHeader header) {
        Opcode opcode = opcode(header);
        if (opcode == Opcode.CLOSE) {
            return "5.5.1";
        } else if (opcode == Opcode.PING) {
            return "5.5.2";
        } else if (opcode == Opcode.PONG) {
            return "5.5.3";
        }
        return header.fin() && opcode != Opcode.CONTINUATION ? "5.6" : "5.4";
    }
}
