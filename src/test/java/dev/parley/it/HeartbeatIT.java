package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The deadlines of both protocols, with a timeout that a busy machine keeps. */
class HeartbeatIT extends ConformanceIT {
    private static final int ROUNDS = 3;

    HeartbeatIT() {
        super("engine.io/");
    }

    @Deployment(testable = false)
    public static WebArchive echo() throws Exception {
        return conformance("300ms", "5s", "1s");
    }

    @Test
    @DisplayName("Engine.IO, Heartbeat: the server pings over long-polling for as long as the client answers")
    void pings_over_polling() throws Exception {
        String sid = handshake();
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(poll(sid).body()).isEqualTo("2");
            assertThat(post(sid, "3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("Engine.IO, Heartbeat: the server pings over WebSocket for as long as the client answers")
    void pings_over_websocket() throws Exception {
        try (TestWebSocket socket = webSocket()) {
            socket.text();
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(socket.text()).isEqualTo("2");
                socket.send("3");
            }
        }
    }

    @Test
    @DisplayName("Engine.IO, Heartbeat: a client without a pong is gone, over long-polling")
    void no_pong_over_polling() throws Exception {
        String sid = handshake();
        assertThat(poll(sid).body()).isEqualTo("2");
        CompletableFuture<HttpResponse<String>> parked = pollLater(sid);

        assertThat(parked.get().body()).isEqualTo("1");
        assertUnknown(sid);
    }

    @Test
    @DisplayName("Engine.IO, Heartbeat: a client without a pong is gone, over WebSocket")
    void no_pong_over_websocket() throws Exception {
        try (TestWebSocket socket = webSocket()) {
            String sid = OpenPacket.sid(socket.text()).orElseThrow();
            assertThat(socket.text()).isEqualTo("2");
            socket.awaitEnd();
            assertUnknown(sid);
        }
    }

    @Test
    @DisplayName("Socket.IO, Connection: a client that joins no namespace is gone after the connect timeout")
    void no_namespace() throws Exception {
        try (TestWebSocket socket = TestWebSocket.open(java.net.URI.create(
                at("socket.io/?EIO=4&transport=websocket").toString().replace("http:", "ws:")))) {
            socket.text();
            socket.awaitEnd();
        }
    }
}
