package dev.parley.abuse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Over a WebSocket. */
final class WebSocketTalker extends Talker implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    WebSocketTalker(HttpClient http, int port) {
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"), this)
                .join();
    }

    @Override
    void send(String packet) {
        // One send at a time: those of the listener's thread are pongs.
        synchronized (socket) {
            socket.sendText(packet, true).join();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String packet = text.toString();
            text.setLength(0);
            hand(packet);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        hand("");
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        hand("");
    }

    private void hand(String packet) {
        try {
            received(packet);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
