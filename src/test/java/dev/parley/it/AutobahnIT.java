package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.autobahn.AutobahnCase;
import dev.parley.wire.websocket.autobahn.AutobahnCases;
import dev.parley.wire.websocket.autobahn.Conversation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the Autobahn suite against the echo of the running server. */
@Tag("server")
class AutobahnIT extends ParleyIT {
    static Stream<AutobahnCase> cases() {
        return AutobahnCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void strictly_ok(AutobahnCase thisCase) throws Exception {
        try (RawConnection server = new RawConnection(at("raw"))) {
            String[] offer = thisCase.offer().isEmpty()
                    ? new String[0]
                    : new String[] {"Sec-WebSocket-Extensions: " + thisCase.offer()};
            RawConnection.Answer answer = server.handshake(offer);
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers()).containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            String agreed = answer.headers().getOrDefault("sec-websocket-extensions", "");
            Conversation.hold(thisCase, agreed, server, 0);
        }
    }
}
