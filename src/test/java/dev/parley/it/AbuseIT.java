package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.abuse.Abuse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/abuse} does for an hour, for some seconds, with deadlines that let the server recover as quickly. */
class AbuseIT {
    private static final Map<String, String> HASTY = Map.of(
            "PARLEY_JAVA_OPTS", "-Xmx512m",
            "PARLEY_CHAT_MESSAGES_PER_SECOND", "20",
            "PARLEY_ENGINE_PING_INTERVAL", "1s",
            "PARLEY_ENGINE_PING_TIMEOUT", "8s",
            "PARLEY_ENGINE_SEND_TIMEOUT", "3s",
            "PARLEY_SOCKET_CONNECT_TIMEOUT", "3s",
            "PARLEY_WEBSOCKET_MESSAGE_TIMEOUT", "3s",
            "PARLEY_CHAT_LINE_PING_INTERVAL", "2s",
            "PARLEY_CHAT_LINE_PING_TIMEOUT", "2s",
            "PARLEY_STREAMS_SEND_TIMEOUT", "3s");

    @Test
    void a_server_under_attack_serves_others_and_gives_back_what_it_took(@TempDir Path data) throws Exception {
        try (RunningServer server = RunningServer.start(data, HASTY)) {
            Abuse abuse = new Abuse(server.port(), server.pid(), server.output(), Duration.ofSeconds(20));

            assertThat(abuse.run(Duration.ofSeconds(15), 1)).isEmpty();
        }
    }
}
