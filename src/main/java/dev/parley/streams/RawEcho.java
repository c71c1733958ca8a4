package dev.parley.streams;

import dev.parley.transport.upgrade.ConnectionHandler;
import dev.parley.transport.upgrade.WebSocketConnection;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends every message back, byte for byte, as one frame of the kind it came as. */
final class RawEcho implements ConnectionHandler {
    private @Nullable WebSocketConnection connection;

    @Override
    public void opened(WebSocketConnection opened) {
        connection = opened;
    }

    @Override
    public boolean readsAtClientsPace() {
        return true;
    }

    @Override
    public void text(String text) {
        echo(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8)); // the same bytes: only valid UTF-8 came so far
    }

    @Override
    public void binary(byte[] data) {
        echo(Opcode.BINARY, data);
    }

    private void echo(Opcode opcode, byte[] payload) {
        if (connection != null) {
            connection.send(connection.frame(opcode, payload));
        }
    }

    @Override
    public void closed(@Nullable Violation violation) {
        // nothing is kept
    }
}
