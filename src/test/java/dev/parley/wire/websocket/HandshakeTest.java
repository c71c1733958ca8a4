package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Map<String, List<String>> headers = new HashMap<>(Map.of(
            "host", List.of("chat.example"),
            "upgrade", List.of("websocket"),
            "connection", List.of("Upgrade"),
            "sec-websocket-key", List.of(KEY),
            "sec-websocket-version", List.of("13")));
    private @Nullable DeflateParameters deflate = DeflateParameters.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "dGhlIHNhbXBsZSBub25jZQ==, s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "O/SldTn2Th7GfsD07IxrwQ==, H8BlFmSUnXVpM4+scTXjZIwFjzs="
    })
    @DisplayName("Section 4.2.2, 5.4: the answer proves that the key was understood")
    void the_key_is_answered(String key, String accept) {
        headers.put("sec-websocket-key", List.of(key));

        assertThat(accepted().headers())
                .isEqualTo(Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Accept", accept));
    }

    @Test
    @DisplayName("Section 1.3: every step of the computation can be shown")
    void the_computation_is_shown_step_by_step() {
        assertThat(AcceptKey.of(KEY))
                .isEqualTo(new AcceptKey(
                        KEY,
                        "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                        "b37a4f2cc0624f1690f64606cf385945b2bec4ea",
                        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "get", "HEAD", ""})
    @DisplayName("Section 4.2.1, 1: the method must be GET")
    void another_method_is_refused(String method) {
        HandshakeAnswer answer = handshake().answer(new HandshakeRequest(method, "HTTP/1.1", headers));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1,101", "HTTP/1.2,101", "HTTP/2.0,101", "HTTP/1.0,400", "HTTP/0.9,400", "http/1.1,400", "x,400"
    })
    @DisplayName("Section 4.2.1, 1: HTTP/1.1 or higher")
    void an_older_version_of_http_is_refused(String protocol, int status) {
        assertThat(handshake()
                        .answer(new HandshakeRequest("GET", protocol, headers))
                        .status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("Section 4.2.1, 2: a Host header")
    void a_request_without_one_host_is_refused() {
        headers.put("host", List.of("a", "b"));
        assertThat(refused().status()).isEqualTo(400);
        headers.remove("host");
        assertThat(refused().message()).contains("Host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "WebSocket", "h2c, WEBSOCKET", "h2c|websocket"})
    @DisplayName("Section 4.2.1, 3: Upgrade is a list over several headers, in any case")
    void upgrade_is_a_list_of_tokens(String values) {
        headers.put("upgrade", List.of(values.split("\\|")));

        assertThat(accepted().status()).isEqualTo(101);
    }

    @Test
    @DisplayName("Section 4.2.1, 3 and RFC 9110, 15.5.22: who does not wish to upgrade learns to what")
    void a_request_without_upgrade_is_told_to() {
        headers.put("upgrade", List.of("websockets", "h2c"));

        assertThat(refused().status()).isEqualTo(426);
        assertThat(refused().headers()).containsEntry("Upgrade", "websocket").containsEntry("Connection", "Upgrade");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Upgrade;101",
                "keep-alive, Upgrade;101",
                "keep-alive|upgrade;101",
                "keep-alive;400",
                "upgraded;400",
                "Upgrade keep-alive;400"
            })
    @DisplayName("Section 4.2.1, 4: Connection is a list over several headers, in any case")
    void connection_is_a_list_of_tokens(String values, int status) {
        headers.put("connection", List.of(values.split("\\|")));

        assertThat(answer().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "AAAA", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=!", "dGhlIHNhbXBsZSBub25jZTEyMw=="
            })
    @DisplayName("Section 4.2.1, 5: the key is 16 bytes in base64")
    void a_key_of_another_size_is_refused(String key) {
        headers.put("sec-websocket-key", List.of(key));

        assertThat(refused().status()).isEqualTo(400);
    }

    @Test
    @DisplayName("Section 11.3.1: the key must not appear twice")
    void two_keys_are_refused() {
        headers.put("sec-websocket-key", List.of(KEY, KEY));

        assertThat(refused().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "0", "14", "", "013", "13, 8"})
    @DisplayName("Section 4.4: another version learns which one is spoken")
    void another_version_is_told_ours(String version) {
        headers.put("sec-websocket-version", List.of(version));

        assertThat(refused().status()).isEqualTo(426);
        assertThat(refused().headers()).containsEntry("Sec-WebSocket-Version", "13");
    }

    @Test
    @DisplayName("Section 10.2: pages of another origin are refused")
    void the_origin_is_checked_against_the_host() {
        headers.put("origin", List.of("https://chat.example"));
        assertThat(answer().status()).isEqualTo(101);
        headers.put("origin", List.of("https://evil.example"));
        assertThat(refused().status()).isEqualTo(403);
        headers.put("origin", List.of("https://chat.example", "https://evil.example"));
        assertThat(refused().section()).isEqualTo("10.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {"stomp, chat.v2;stomp", "mqtt|chat.v2, stomp;chat.v2", "mqtt;none", "STOMP;none"})
    @DisplayName("Section 4.2.2, 5.5: the first subprotocol of the client's that the server speaks")
    void a_subprotocol_is_chosen(String offered, @Nullable String chosen) {
        headers.put("sec-websocket-protocol", List.of(offered.split("\\|")));

        assertThat(accepted().subprotocol()).isEqualTo(chosen);
        assertThat(accepted().headers().get("Sec-WebSocket-Protocol")).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a,,b", "", "a, a", "\"a\""})
    @DisplayName("Section 4.1, 10: subprotocols are distinct tokens")
    void a_list_that_is_none_is_refused(String offered) {
        headers.put("sec-websocket-protocol", List.of(offered));

        assertThat(refused().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; client_max_window_bits=10 | permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=8 | permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=\"9\" | permessage-deflate; server_max_window_bits=9",
                "permessage-deflate; server_max_window_bits=15 | permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
                        + " | permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate | permessage-deflate",
                "permessage-deflate; unheard-of, permessage-deflate; client_no_context_takeover"
                        + " | permessage-deflate; client_no_context_takeover"
            })
    @DisplayName("RFC 7692, 5 and 7.1: the first offer that can be honoured")
    void compression_is_agreed(String offer, String agreed) {
        headers.put("sec-websocket-extensions", List.of(offer));

        assertThat(accepted().headers()).containsEntry("Sec-WebSocket-Extensions", agreed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-webkit-deflate-frame",
                "permessage-deflate; unheard-of",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; client_max_window_bits=9; client_max_window_bits=9"
            })
    @DisplayName(
            "RFC 7692, 7.1: an offer with anything that is not known is declined, and the connection opens without")
    void an_offer_that_cannot_be_honoured_is_declined(String offer) {
        headers.put("sec-websocket-extensions", List.of(offer));

        assertThat(accepted().deflate()).isNull();
        assertThat(accepted().headers()).doesNotContainKey("Sec-WebSocket-Extensions");
    }

    @Test
    void a_server_that_wants_no_compression_declines_every_offer() {
        deflate = null;
        headers.put("sec-websocket-extensions", List.of("permessage-deflate"));

        assertThat(accepted().headers()).doesNotContainKey("Sec-WebSocket-Extensions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate;", "a b", "; x", "permessage-deflate; =x", "a; b=\"c"})
    @DisplayName("Section 9.1: extensions that cannot be read are refused")
    void extensions_that_are_none_are_refused(String offer) {
        headers.put("sec-websocket-extensions", List.of(offer));

        assertThat(refused().status()).isEqualTo(400);
    }

    private Handshake handshake() {
        return new Handshake(
                List.of("chat.v2", "stomp"), (origin, host) -> origin == null || origin.endsWith("//" + host), deflate);
    }

    private HandshakeAnswer answer() {
        return handshake().answer(new HandshakeRequest("GET", "HTTP/1.1", headers));
    }

    private HandshakeAnswer.Accepted accepted() {
        return (HandshakeAnswer.Accepted) answer();
    }

    private HandshakeAnswer.Refused refused() {
        return (HandshakeAnswer.Refused) answer();
    }
}
