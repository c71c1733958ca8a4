package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineFixture;
import dev.parley.engine.Handshake;
import dev.parley.engine.Outgoing;
import dev.parley.engine.Transport;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineRequestTest {
    private static final OriginPolicy ORIGINS = new OriginPolicy(List.of("https://one.example", "https://two.example"));

    private final EngineFixture fixture = new EngineFixture("engine.max-sessions-per-address", "2");

    @Test
    void a_session_is_unknown_to_another_principal() {
        String sid = open(handshake(null, "", () -> "ada"));

        assertThat(check(handshake(sid, "", () -> "ada")).session()).isNotNull();
        assertThat(check(handshake(sid, "", () -> "eve")).error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(check(handshake(sid, "", null)).error()).isEqualTo(EngineError.UNKNOWN_SID);
    }

    @Test
    void a_session_is_unknown_to_pages_of_another_site_that_may_connect_as_well() {
        String sid = open(handshake(null, "https://one.example", null));

        assertThat(check(handshake(sid, "https://one.example", null)).session()).isNotNull();
        assertThat(check(handshake(sid, "https://two.example", null)).error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(check(handshake(sid, "", null)).error()).isEqualTo(EngineError.UNKNOWN_SID);
    }

    @Test
    void a_browser_names_the_own_origin_in_some_requests_and_not_in_others() {
        String sid = open(handshake(null, "", null));

        assertThat(check(handshake(sid, "https://chat.example", null)).session())
                .isNotNull();
    }

    @Test
    void an_address_that_has_its_share_of_sessions_gets_no_other() {
        open(handshake(null, "", null));
        String sid = open(handshake(null, "", null));

        assertThat(check(handshake(null, "", null)).error()).isEqualTo(EngineError.TOO_MANY_REQUESTS);
        assertThat(fixture.counters.snapshot().refused()).containsEntry("ADDRESS", 1L);
        assertThat(check(handshake(sid, "", null)).session())
                .describedAs("those that are open go on")
                .isNotNull();
        fixture.server.drop(CloseReason.TRANSPORT_CLOSE);
        assertThat(check(handshake(null, "", null)).error()).isNull();
    }

    @Test
    void a_server_that_closes_takes_nobody() {
        fixture.server.close();

        assertThat(check(handshake(null, "", null)).error()).isEqualTo(EngineError.SERVER_FULL);
    }

    private String open(Handshake handshake) {
        assertThat(check(handshake).error()).isNull();
        return Objects.requireNonNull(fixture.server.open(handshake, new SilentTransport()))
                .id();
    }

    private EngineRequest check(Handshake handshake) {
        return EngineRequest.check(fixture.server, ORIGINS, handshake, "GET", false);
    }

    private static Handshake handshake(@Nullable String sid, String origin, @Nullable Principal principal) {
        Map<String, List<String>> query = new HashMap<>(Map.of("EIO", List.of("4"), "transport", List.of("polling")));
        if (sid != null) {
            query.put("sid", List.of(sid));
        }
        Map<String, List<String>> headers = new HashMap<>(Map.of("host", List.of("chat.example")));
        if (!origin.isEmpty()) {
            headers.put("origin", List.of(origin));
        }
        return new Handshake(headers, query, "/socket.io/", "192.0.2.1", principal, true, Instant.EPOCH);
    }

    private static final class SilentTransport implements Transport {
        @Override
        public Kind kind() {
            return Kind.POLLING;
        }

        @Override
        public void write(List<Outgoing> batch) {
            // nobody polls
        }

        @Override
        public void close(CloseReason reason) {
            // nothing is open
        }
    }
}
