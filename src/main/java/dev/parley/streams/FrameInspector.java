package dev.parley.streams;

import dev.parley.transport.upgrade.ConnectionHandler;
import dev.parley.transport.upgrade.WebSocketConnection;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.FrameHeader;
import dev.parley.wire.websocket.FrameObserver;
import dev.parley.wire.websocket.HandshakeAnswer;
import dev.parley.wire.websocket.HandshakeRequest;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Describes to a client every frame that it sends and every frame that answers it, as JSON text messages; the format is in
 * {@code src/docs/inspect.md}. A description goes right before the frame that it is about.
 */
final class FrameInspector implements ConnectionHandler, FrameObserver {
    private final String path;
    private final HandshakeRequest request;
    private final HandshakeAnswer.Accepted answer;
    private final FrameDescription descriptions;
    private @Nullable WebSocketConnection connection;

    /** @param maxPayload bytes of a payload that are shown */
    FrameInspector(String path, HandshakeRequest request, HandshakeAnswer.Accepted answer, int maxPayload) {
        this.path = path;
        this.request = request;
        this.answer = answer;
        this.descriptions = new FrameDescription(maxPayload);
    }

    @Override
    public void opened(WebSocketConnection opened) {
        connection = opened;
        describe(HandshakeDescription.of(path, request, answer));
    }

    @Override
    public FrameObserver observer() {
        return this;
    }

    @Override
    public void frame(FrameHeader header, byte[] payload, @Nullable Violation violation) {
        describe(descriptions.incoming(header, payload, violation));
    }

    @Override
    public boolean readsAtClientsPace() {
        return true;
    }

    @Override
    public void text(String text) {
        echo(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void binary(byte[] data) {
        echo(Opcode.BINARY, data);
    }

    private void echo(Opcode opcode, byte[] payload) {
        WebSocketConnection opened = connection;
        if (opened != null) {
            byte[] frame = opened.frame(opcode, payload);
            answering(frame);
            opened.send(frame);
        }
    }

    @Override
    public void answering(byte[] frame) {
        describe(descriptions.outgoing(frame));
    }

    @Override
    public void closed(@Nullable Violation violation) {
        // nothing is kept
    }

    private void describe(String json) {
        if (connection != null) {
            connection.send(FrameEncoder.text(json));
        }
    }
}
