package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engine.OpenPacket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO protocol v4 against a server that sends every message back; each case names its section. */
class EngineProtocolIT extends ConformanceIT {
    private static final String PATH = "engine.io/";

    EngineProtocolIT() {
        super(PATH);
    }

    @Deployment(name = PATIENT, testable = false)
    public static WebArchive echo() throws Exception {
        return patientConformance();
    }

    // ---- Handshake

    @Test
    @DisplayName("Handshake: over long-polling it names session, upgrades and limits, and nothing else")
    void a_handshake_over_polling() throws Exception {
        HttpResponse<String> answer = get(PATH + "?EIO=4&transport=polling");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWithIgnoringCase("text/plain");
        assertThat(answer.body())
                .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{24}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    @DisplayName("Handshake: over WebSocket it is the first message and offers no upgrade")
    void a_handshake_over_websocket() throws Exception {
        try (TestWebSocket socket = webSocket()) {
            assertThat(socket.text()).startsWith("0{\"sid\":").contains("\"upgrades\":[],");
        }
    }

    @ParameterizedTest(name = "{0} is answered with code {1}")
    @DisplayName("Handshake: what is no handshake is refused with 400")
    @CsvSource({
        "'transport=polling', 5",
        "'EIO=abc&transport=polling', 5",
        "'EIO=3&transport=polling', 5",
        "'EIO=4', 0",
        "'EIO=4&transport=carrier-pigeon', 0",
        "'EIO=4&transport=websocket', 3",
        "'EIO=4&transport=polling&sid=nobody', 1"
    })
    void bad_parameters(String query, int code) throws Exception {
        HttpResponse<String> answer = get(PATH + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JSONObject(answer.body()).getInt("code")).isEqualTo(code);
        assertThat(new JSONObject(answer.body()).getString("message")).isNotEmpty();
    }

    @ParameterizedTest
    @DisplayName("Handshake: only a GET opens a session")
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void bad_methods(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at(PATH + "?EIO=4&transport=polling"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
    }

    @ParameterizedTest
    @DisplayName("Handshake: a WebSocket with bad parameters is not opened")
    @ValueSource(strings = {"transport=websocket", "EIO=abc&transport=websocket", "EIO=4", "EIO=4&transport=pigeon"})
    void bad_parameters_over_websocket(String query) {
        assertThatThrownBy(() -> TestWebSocket.open(
                        java.net.URI.create(at(PATH + "?" + query).toString().replace("http:", "ws:"))))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .satisfies(e -> assertThat(
                                ((WebSocketHandshakeException) e).getResponse().statusCode())
                        .isEqualTo(400));
    }

    // ---- HTTP long-polling

    @Test
    @DisplayName("HTTP long-polling: a message goes and comes back")
    void a_message_over_polling() throws Exception {
        String sid = handshake();

        HttpResponse<String> posted = post(sid, "4中文 🎈");

        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).isEqualTo("ok");
        assertThat(packets(sid, 1)).containsExactly("4中文 🎈");
    }

    @Test
    @DisplayName("HTTP long-polling: several packets share a payload, in order")
    void several_packets_in_a_payload() throws Exception {
        String sid = handshake();

        assertThat(post(sid, "4one\u001e4two\u001e4three").statusCode()).isEqualTo(200);

        assertThat(packets(sid, 3)).containsExactly("4one", "4two", "4three");
    }

    @Test
    @DisplayName("HTTP long-polling: binary is base64 behind a b, among text")
    void binary_over_polling() throws Exception {
        String sid = handshake();

        post(sid, "4text\u001ebAQIDBA==");

        assertThat(packets(sid, 2)).containsExactly("4text", "bAQIDBA==");
    }

    @ParameterizedTest
    @DisplayName("HTTP long-polling: a payload that is none ends the session")
    @ValueSource(strings = {"abc", "9", "", "4a\u001e\u001e4b", "b&&&"})
    void a_broken_payload(String payload) throws Exception {
        String sid = handshake();

        assertThat(post(sid, payload).statusCode()).isEqualTo(400);

        assertUnknown(sid);
    }

    @Test
    @DisplayName("HTTP long-polling: two GET at once end the session")
    void two_gets_at_once() throws Exception {
        String sid = handshake();
        CompletableFuture<HttpResponse<String>> first = pollLater(sid);
        CompletableFuture<HttpResponse<String>> second = pollLater(sid);

        assertThat(new int[] {first.get().statusCode(), second.get().statusCode()})
                .containsExactlyInAnyOrder(200, 400);
        assertUnknown(sid);
    }

    @Test
    @DisplayName("HTTP long-polling: a body past maxPayload is refused with 413")
    void a_payload_that_is_too_large() throws Exception {
        String sid = handshake();

        assertThat(post(sid, "4" + "x".repeat(1_000_000)).statusCode()).isEqualTo(413);
    }

    @Test
    @DisplayName("HTTP long-polling: a body of unknown length past maxPayload is refused with 413")
    void a_chunked_payload_that_is_too_large() throws Exception {
        byte[] chunk = ("80000\r\n" + "4".repeat(0x80000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (RawConnection client = new RawConnection(polling(handshake()))) {
            client.begin("POST", List.of("Transfer-Encoding: chunked"));
            for (int i = 0; i < 4; i++) {
                client.send(chunk, 0, chunk.length);
            }
            client.send(end, 0, end.length);

            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("Closing: a close packet releases the parked GET and ends the session")
    void closing_over_polling() throws Exception {
        String sid = handshake();
        CompletableFuture<HttpResponse<String>> parked = pollLater(sid);

        assertThat(post(sid, "1").statusCode()).isEqualTo(200);

        assertThat(parked.get().statusCode()).isEqualTo(200);
        assertThat(parked.get().body()).isEqualTo("6");
        assertUnknown(sid);
    }

    // ---- WebSocket

    @Test
    @DisplayName("WebSocket: text and binary come back each as what they are")
    void messages_over_websocket() throws Exception {
        try (TestWebSocket socket = webSocket()) {
            socket.text();
            socket.send("4中文 🎈");
            assertThat(socket.text()).isEqualTo("4中文 🎈");
            socket.send((byte) 1, (byte) 2, (byte) -1);
            assertThat(socket.binary()).containsExactly(1, 2, -1);
        }
    }

    @Test
    @DisplayName("WebSocket: what is no packet ends the session")
    void a_broken_packet_over_websocket() throws Exception {
        try (TestWebSocket socket = webSocket()) {
            socket.text();
            socket.send("abc");
            socket.awaitEnd();
        }
    }

    @Test
    @DisplayName("Closing: a close packet ends the WebSocket")
    void closing_over_websocket() throws Exception {
        try (TestWebSocket socket = webSocket()) {
            socket.text();
            socket.send("1");
            socket.awaitEnd();
        }
    }

    // ---- Upgrade

    @Test
    @DisplayName("Upgrade: probe, noop for the parked GET, upgrade; then messages go over WebSocket alone")
    void an_upgrade() throws Exception {
        String sid = handshake();
        try (TestWebSocket socket = webSocket(sid)) {
            CompletableFuture<HttpResponse<String>> parked = pollLater(sid);
            socket.send("2probe");
            assertThat(socket.text()).isEqualTo("3probe");
            assertThat(parked.get().body()).isEqualTo("6");
            socket.send("5");
            socket.send("4hello");
            assertThat(socket.text()).isEqualTo("4hello");

            assertThat(poll(sid).statusCode()).isEqualTo(400);
            assertThat(post(sid, "4late").statusCode()).isEqualTo(400);
            socket.send("4again");
            assertThat(socket.text()).isEqualTo("4again");
        }
    }

    @Test
    @DisplayName("Upgrade: what was sent while probing comes after it, in order, over the WebSocket")
    void messages_wait_for_the_upgrade() throws Exception {
        String sid = handshake();
        try (TestWebSocket socket = webSocket(sid)) {
            socket.send("2probe");
            assertThat(socket.text()).isEqualTo("3probe");
            post(sid, "4one\u001e4two");
            socket.send("5");
            assertThat(socket.text()).isEqualTo("4one");
            assertThat(socket.text()).isEqualTo("4two");
        }
    }

    @Test
    @DisplayName("Upgrade: a candidate that does not probe leaves the session to its polling")
    void a_candidate_that_breaks_the_rules() throws Exception {
        String sid = handshake();
        try (TestWebSocket socket = webSocket(sid)) {
            socket.send("4not a probe");
            socket.awaitEnd();
        }
        post(sid, "4still here");
        assertThat(packets(sid, 1)).containsExactly("4still here");
    }

    @Test
    @DisplayName("Upgrade: a session that is on WebSocket takes no second one")
    void a_second_websocket() throws Exception {
        try (TestWebSocket first = webSocket()) {
            String sid = OpenPacket.sid(first.text()).orElseThrow();
            try (TestWebSocket second = webSocket(sid)) {
                second.awaitEnd();
            }
            first.send("4mine");
            assertThat(first.text()).isEqualTo("4mine");
        }
    }
}
