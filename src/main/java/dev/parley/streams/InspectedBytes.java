package dev.parley.streams;

import dev.parley.wire.websocket.CloseCode;
import dev.parley.wire.websocket.FrameDecoder;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.FrameHeader;
import dev.parley.wire.websocket.FrameObserver;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.MessageListener;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FrameInspector} would tell of bytes that came over a connection, without one: a browser's WebSocket can send
 * neither a ping nor a fragment nor a mistake. The format is in {@code src/docs/inspect.md}.
 */
final class InspectedBytes implements MessageListener, FrameObserver {
    private static final int MASK_BYTES = 4;

    private final FrameDescription descriptions;
    private final FrameDecoder decoder;
    private final List<String> frames = new ArrayList<>();
    private long unread;
    private boolean closed;

    private InspectedBytes(Limits limits, int maxPayload) {
        descriptions = new FrameDescription(maxPayload);
        decoder = new FrameDecoder(FrameDecoder.Peer.CLIENT, limits, this, null, this);
    }

    /**
     * Describes the frames of bytes that a client might send, and those that answer them, as JSON.
     *
     * @param bytes are unmasked in place
     * @param maxPayload bytes of a payload that are shown
     */
    static String describe(byte[] bytes, Limits limits, int maxPayload) {
        InspectedBytes inspected = new InspectedBytes(limits, maxPayload);
        inspected.unread = bytes.length;
        try (FrameDecoder decoder = inspected.decoder) {
            decoder.decode(bytes, 0, bytes.length);
            boolean waits = decoder.isInsideMessage();
            return "{\"frames\":[" + String.join(",", inspected.frames) + "],\"unread\":" + inspected.unread
                    + ",\"insideMessage\":" + waits + ",\"closed\":" + inspected.closed + "}";
        }
    }

    @Override
    public void frame(FrameHeader header, byte[] payload, @Nullable Violation violation) {
        if (violation == null) {
            int lengthBytes = header.lengthBits() == 7 ? 0 : header.lengthBits() / Byte.SIZE;
            unread -= 2 + lengthBytes + (header.masked() ? MASK_BYTES : 0) + header.length();
        }
        frames.add(descriptions.incoming(header, payload, violation));
    }

    private void answer(byte[] frame) {
        frames.add(descriptions.outgoing(frame));
    }

    @Override
    public void text(String text) {
        answer(FrameEncoder.frame(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void binary(byte[] data) {
        answer(FrameEncoder.frame(Opcode.BINARY, data));
    }

    @Override
    public void ping(byte[] data) {
        answer(FrameEncoder.frame(Opcode.PONG, data));
    }

    @Override
    public void pong(byte[] data) {
        // it needs no answer (section 5.5.3)
    }

    @Override
    public void close(int code, String reason) {
        closed = true;
        answer(FrameEncoder.close(code, ""));
    }

    @Override
    public void failed(Violation violation) {
        closed = true;
        int code = violation.closeCode();
        if (CloseCode.mayBeSent(code)) {
            answer(FrameEncoder.close(code, violation.message()));
        }
    }
}
