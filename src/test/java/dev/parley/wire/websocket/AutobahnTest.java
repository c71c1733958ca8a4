package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.autobahn.AutobahnCase;
import dev.parley.wire.websocket.autobahn.AutobahnCases;
import dev.parley.wire.websocket.autobahn.Conversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the Autobahn suite against decoder, encoder, compression and closing handshake. */
class AutobahnTest {
    private static final Handshake HANDSHAKE =
            new Handshake(List.of(), (origin, host) -> true, DeflateParameters.DEFAULT);

    static Stream<AutobahnCase> cases() {
        return AutobahnCases.all();
    }

    @Test
    void no_case_is_missing() {
        assertThat(cases().map(AutobahnCase::id).distinct()).hasSize(517);
        assertThat(cases()).hasSize(517);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void strictly_ok(AutobahnCase thisCase) throws Exception {
        hold(thisCase, 0);
    }

    @ParameterizedTest(name = "{0}, byte by byte")
    @MethodSource("cases")
    void strictly_ok_byte_by_byte(AutobahnCase thisCase) throws Exception {
        hold(thisCase, 1);
    }

    private static void hold(AutobahnCase thisCase, int chop) throws Exception {
        Map<String, List<String>> headers = new HashMap<>(Map.of(
                "host", List.of("localhost"),
                "upgrade", List.of("websocket"),
                "connection", List.of("Upgrade"),
                "sec-websocket-key", List.of("dGhlIHNhbXBsZSBub25jZQ=="),
                "sec-websocket-version", List.of("13")));
        if (!thisCase.offer().isEmpty()) {
            headers.put("sec-websocket-extensions", List.of(thisCase.offer()));
        }
        HandshakeAnswer.Accepted accepted =
                (HandshakeAnswer.Accepted) HANDSHAKE.answer(new HandshakeRequest("GET", "HTTP/1.1", headers));
        String agreed = accepted.headers().getOrDefault("Sec-WebSocket-Extensions", "");
        try (EchoServer server = new EchoServer(accepted.deflate())) {
            Conversation.hold(thisCase, agreed, server, chop);
        }
    }
}
