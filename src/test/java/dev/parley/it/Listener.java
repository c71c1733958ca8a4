package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of {@link BroadcastIT}'s application over WebSocket: it reads when the test asks, and answers pings then. */
final class Listener implements AutoCloseable {
    private final TestWebSocket socket;

    Listener(TestWebSocket opened) throws InterruptedException {
        socket = opened;
        assertThat(socket.text()).startsWith("0");
        socket.send("40");
        assertThat(socket.text()).startsWith("40");
    }

    void say(String message) {
        socket.send("42[\"message\",\"" + message + "\"]");
    }

    /** The next message that anybody said. */
    String hear() throws InterruptedException {
        String packet = socket.text();
        while (packet.equals("2")) {
            socket.send("3");
            packet = socket.text();
        }
        assertThat(packet).startsWith("42[\"message\",\"").endsWith("\"]");
        return packet.substring("42[\"message\",\"".length(), packet.length() - 2);
    }

    @Override
    public void close() {
        socket.close();
    }
}
