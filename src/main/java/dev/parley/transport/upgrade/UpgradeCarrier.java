package dev.parley.transport.upgrade;

import dev.parley.engine.Batch;
import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.Handshake;
import dev.parley.engine.Outgoing;
import dev.parley.engine.WebSocketCarrier;
import dev.parley.engine.WebSocketTransport;
import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Engine.IO over the hand-made WebSocket. The frames of a batch are encoded once and shared by all who get it. */
final class UpgradeCarrier implements WebSocketCarrier, ConnectionHandler {
    /** Until the connection is open: a session that came over polling keeps the one that it was opened with. */
    private @Nullable Handshake handshake;

    private final WebSocketTransport transport;
    private @Nullable WebSocketConnection connection;

    UpgradeCarrier(EngineServer server, Handshake handshake) {
        this.handshake = handshake;
        this.transport = new WebSocketTransport(server, this);
    }

    // ---- out

    @Override
    public void send(Batch batch) {
        opened().send(batch.frames(UpgradeCarrier::encode));
    }

    @Override
    public void drained() {
        transport.sent();
    }

    @Override
    public void close(int code, String reason) {
        opened().close(code, reason);
    }

    /** All frames in one array: one write, and the length is the array's own. */
    private static byte[] encode(Batch batch) {
        int size = 0;
        for (Outgoing packet : batch) {
            size += FrameEncoder.size(packet.websocketPayload().length);
        }
        byte[] frames = new byte[size];
        int offset = 0;
        for (Outgoing packet : batch) {
            Opcode opcode = packet.isBinary() ? Opcode.BINARY : Opcode.TEXT;
            offset = FrameEncoder.write(frames, offset, opcode, packet.websocketPayload());
        }
        return frames;
    }

    // ---- in

    @Override
    public void opened(WebSocketConnection opened) {
        connection = opened; // before the transport may write: whoever does has got it from there
        transport.start(Objects.requireNonNull(handshake));
        handshake = null;
    }

    @Override
    public void text(String text) {
        transport.text(text);
    }

    @Override
    public void binary(byte[] data) {
        transport.binary(Bytes.wrap(data));
    }

    @Override
    public void closed(@Nullable Violation violation) {
        transport.ended(violation == null ? CloseReason.TRANSPORT_CLOSE : CloseReason.TRANSPORT_ERROR);
    }

    private WebSocketConnection opened() {
        WebSocketConnection opened = connection;
        if (opened == null) {
            throw new IllegalStateException("nothing is sent before the connection is open");
        }
        return opened;
    }
}
