package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose administrator lets the pages of one other site in. */
@Tag("server")
class AllowedOriginsIT {
    private static final String SOCKET_IO = "socket.io/?EIO=4&transport=websocket";
    private static final String POLLING = "socket.io/?EIO=4&transport=polling";

    private static RunningServer server;

    private final List<RawConnection> open = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = RunningServer.start(data, Map.of("PARLEY_ENGINE_ALLOWED_ORIGINS", "https://friend.example"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @AfterEach
    void leave() throws IOException {
        for (RawConnection connection : open) {
            connection.close();
        }
    }

    private RawConnection connection(String path) throws IOException {
        RawConnection connection = new RawConnection(server.at(path));
        open.add(connection);
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {SOCKET_IO, "chat", "clock", "echo", "raw", "inspect"})
    void only_a_listed_origin_of_another_site_opens_a_websocket(String path) throws Exception {
        assertThat(connection(path).handshake("Origin: https://friend.example").status())
                .isEqualTo(101);
        for (String other : List.of("https://friend.example.evil", "http://friend.example", "null")) {
            assertThat(connection(path).handshake("Origin: " + other).status()).isEqualTo(403);
        }
    }

    @Test
    void a_listed_origin_of_another_site_polls_and_may_read_the_answer() throws Exception {
        RawConnection.Answer answer = connection(POLLING).ask("GET", List.of("Origin: https://friend.example"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("access-control-allow-origin", "https://friend.example");
        RawConnection.Answer refused = connection(POLLING).ask("GET", List.of("Origin: null"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {POLLING, "api/rooms/lobby/messages", "files/1"})
    void a_listed_origin_of_another_site_is_told_what_it_may_ask_for(String path) throws Exception {
        RawConnection.Answer answer = connection(path)
                .ask(
                        "OPTIONS",
                        List.of(
                                "Origin: https://friend.example",
                                "Access-Control-Request-Method: GET",
                                "Access-Control-Request-Headers: authorization"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "https://friend.example")
                .containsEntry("access-control-allow-headers", "authorization");
        assertThat(answer.headers().get("access-control-allow-methods")).contains("GET");
    }
}
