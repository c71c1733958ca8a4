package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that open a WebSocket over a connection that has had requests before. */
@Tag("server")
class KeepAliveIT extends ParleyIT {
    /** Tomcat calls the hundredth request of a connection its last unless told otherwise, and Grizzly the 250th. */
    @ParameterizedTest
    @ValueSource(ints = {99, 249})
    void an_opening_after_many_requests_is_answered_as_the_first(int requests) throws Exception {
        try (RawConnection client = new RawConnection(at("clock"))) {
            for (int i = 0; i < requests; i++) {
                assertThat(client.ask("GET", List.of()).status()).isEqualTo(200);
            }

            RawConnection.Answer answer = client.handshake();

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers().get("connection")).isEqualToIgnoringCase("upgrade");
        }
    }
}
