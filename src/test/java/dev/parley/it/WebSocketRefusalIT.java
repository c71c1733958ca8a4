package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told that cannot have a WebSocket. */
@Tag("server")
class WebSocketRefusalIT extends ParleyIT {
    private static final String RAW = "raw";
    private static final String INSPECT = "inspect";
    private static final String ECHO = "echo";
    private static final String CHAT = "chat";
    private static final String CLOCK = "clock";
    private static final String SOCKET_IO = "socket.io/?EIO=4&transport=websocket";

    @ParameterizedTest
    @CsvSource({
        "O/SldTn2Th7GfsD07IxrwQ==, H8BlFmSUnXVpM4+scTXjZIwFjzs=",
        "dGhlIHNhbXBsZSBub25jZQ==, s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    })
    void a_key_is_answered_on_every_address(String key, String accept) throws Exception {
        for (String path : List.of(RAW, INSPECT, ECHO, CHAT, CLOCK, SOCKET_IO)) {
            RawConnection.Answer answer = ask(path, with("Sec-WebSocket-Key", key));
            assertThat(answer.status()).as(path).isEqualTo(101);
            assertThat(answer.headers()).as(path).containsEntry("sec-websocket-accept", accept);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, INSPECT, ECHO, CHAT, CLOCK, SOCKET_IO})
    void pages_of_another_origin_are_refused(String path) throws Exception {
        List<String> headers = new ArrayList<>(RawConnection.HANDSHAKE);
        headers.add("Origin: https://evil.example");

        assertThat(ask(path, headers).status()).isIn(400, 403);
        if (!path.equals(SOCKET_IO)) { // whose protocol says 400
            assertThat(ask(path, headers).status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, INSPECT, ECHO})
    void another_version_is_told_ours(String path) throws Exception {
        RawConnection.Answer answer = ask(path, with("Sec-WebSocket-Version", "8"));

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.headers()).containsEntry("sec-websocket-version", "13");
        assertThat(answer.body()).contains("only version 13");
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, INSPECT, ECHO})
    void a_key_that_is_none_is_refused(String path) throws Exception {
        RawConnection.Answer answer = ask(path, with("Sec-WebSocket-Key", "AAAA"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Sec-WebSocket-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, INSPECT, ECHO})
    void who_does_not_wish_to_upgrade_learns_to_what(String path) throws Exception {
        RawConnection.Answer answer = ask(path, List.of());

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.headers()).containsEntry("upgrade", "websocket");
        assertThat(answer.body()).contains("WebSocket only");
    }

    @Test
    void another_method_is_refused() throws Exception {
        try (RawConnection server = new RawConnection(at(RAW))) {
            RawConnection.Answer answer = server.ask("POST", RawConnection.HANDSHAKE);

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET");
        }
    }

    private RawConnection.Answer ask(String path, List<String> headers) throws Exception {
        try (RawConnection server = new RawConnection(at(path))) {
            return server.ask("GET", headers);
        }
    }

    /** The handshake with another value of one header. */
    private static List<String> with(String name, String value) {
        return RawConnection.HANDSHAKE.stream()
                .map(line -> line.startsWith(name + ":") ? name + ": " + value : line)
                .toList();
    }
}
