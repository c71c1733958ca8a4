package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever a client writes into the head of its request. */
class HandshakeFuzzTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** What a header is mostly, and what else it may be. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "host", List.of("a.example", "a.example", "a.example", "", "b"),
            "upgrade", List.of("websocket", "WebSocket", "h2c, websocket", "h2c", ",", ""),
            "connection", List.of("Upgrade", "keep-alive, Upgrade", "keep-alive", "\"Upgrade\""),
            "sec-websocket-key", List.of(KEY, KEY, KEY, "AAAA", KEY + "="),
            "sec-websocket-version", List.of("13", "13", "13", "8", "13, 8"),
            "sec-websocket-protocol", List.of("a", "b, a", "c", "a, a", "a,,b"),
            "origin", List.of("https://a.example", "https://a.example", "null"),
            "sec-websocket-extensions",
                    List.of(
                            "permessage-deflate",
                            "permessage-deflate; client_max_window_bits",
                            "permessage-deflate; client_max_window_bits=8; server_max_window_bits=\"9\"",
                            "permessage-deflate; server_no_context_takeover; client_no_context_takeover, x; y=z",
                            "permessage-deflate; server_max_window_bits=16, permessage-deflate",
                            "x; y=\"\\\"\", permessage-deflate; y",
                            "permessage-deflate;"));

    private final Handshake handshake =
            new Handshake(List.of("a", "b"), (origin, host) -> !"null".equals(origin), DeflateParameters.DEFAULT);
    private final Set<Integer> statuses = new TreeSet<>();
    private int compressed;

    @Test
    void every_request_gets_an_answer_that_can_be_sent() {
        Fuzz.inputs(100_000, HandshakeFuzzTest::head, bytes -> {
            HandshakeRequest request = request(new String(bytes, StandardCharsets.ISO_8859_1));
            HandshakeAnswer answer = handshake.answer(request);
            statuses.add(answer.status());
            answer.headers().forEach((name, value) -> {
                assertThat(value).as(name).matches("[\\x20-\\x7E]+");
            });
            if (answer instanceof HandshakeAnswer.Accepted accepted) {
                accepted(request, accepted);
            }
        });

        assertThat(statuses).containsExactly(101, 400, 403, 405, 426);
        assertThat(compressed).isPositive();
    }

    private void accepted(HandshakeRequest request, HandshakeAnswer.Accepted answer) {
        assertThat(answer.headers()).containsKeys("Upgrade", "Connection", "Sec-WebSocket-Accept");
        assertThat(request.values("sec-websocket-key")).hasSize(1);
        if (answer.subprotocol() != null) {
            assertThat(String.join(",", request.values("sec-websocket-protocol")))
                    .contains(answer.subprotocol());
        }
        if (answer.deflate() != null) {
            compressed++;
            assertThat(String.join(",", request.values("sec-websocket-extensions")))
                    .contains("permessage-deflate");
        }
    }

    private static byte[] head(Random random) {
        StringBuilder head = new StringBuilder(random.nextInt(30) == 0 ? "POST" : "GET");
        head.append('\n').append(random.nextInt(30) == 0 ? "HTTP/1.0" : "HTTP/1.1");
        VALUES.forEach((name, values) -> {
            boolean optional = !name.startsWith("sec-websocket-") || name.endsWith("s") || name.endsWith("l");
            for (int i = random.nextInt(20) == 0 ? 2 : optional && random.nextInt(5) == 0 ? 0 : 1; i > 0; i--) {
                String value = values.get(random.nextInt(5) > 0 ? 0 : random.nextInt(values.size()));
                head.append('\n').append(name).append(':').append(value);
            }
        });
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static HandshakeRequest request(String head) {
        String[] lines = head.split("\n", -1);
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 2; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(lines[i].substring(0, colon), name -> new ArrayList<>())
                        .add(lines[i].substring(colon + 1));
            }
        }
        return new HandshakeRequest(lines[0], lines.length > 1 ? lines[1] : "", headers);
    }
}
