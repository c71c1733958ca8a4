package dev.parley.wire.websocket;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what a decoder says, as lines that can be compared. */
final class Heard implements MessageListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void text(String text) {
        lines.add("text " + text);
    }

    @Override
    public void binary(byte[] data) {
        lines.add("binary " + hex(data));
    }

    @Override
    public void ping(byte[] data) {
        lines.add("ping " + hex(data));
    }

    @Override
    public void pong(byte[] data) {
        lines.add("pong " + hex(data));
    }

    @Override
    public void close(int code, String reason) {
        lines.add("close " + code + " " + reason);
    }

    @Override
    public void failed(Violation violation) {
        lines.add("failed " + violation);
    }

    private static String hex(byte[] data) {
        return HexFormat.of().formatHex(data);
    }
}
