package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers that deploy/run knows beside those that all tests run on. */
@DisabledIfSystemProperty(named = "it.server", matches = ".*", disabledReason = "once is enough")
class OtherServersIT {
    @ParameterizedTest
    @ValueSource(strings = {"wildfly-full", "jetty"})
    void people_chat_in_their_browsers_and_their_messages_are_kept(String name, @TempDir Path data) throws Exception {
        try (RunningServer server = RunningServer.start(data, name)) {
            BrowserScript.run("path", server.at(""));
        }
        try (RunningServer server = RunningServer.start(data, name)) {
            assertThat(LineClient.history(server)).isEqualTo(List.of("below the path"));
        }
    }

    @Test
    @DisplayName("Jetty hands over no connection: WebSocket is by its own endpoint, and /raw says 501")
    void jetty(@TempDir Path data) throws Exception {
        try (RunningServer server = RunningServer.start(data, "jetty")) {
            URI engine = server.at("socket.io/?EIO=4&transport=websocket");
            try (TestWebSocket socket =
                    TestWebSocket.open(URI.create("ws" + engine.toString().substring(4)))) {
                assertThat(socket.text()).startsWith("0{");
            }
            try (RawConnection raw = new RawConnection(server.at("raw"))) {
                assertThat(raw.handshake().status()).isEqualTo(501);
            }
        }
    }
}
