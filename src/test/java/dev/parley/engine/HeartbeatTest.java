package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.engineio.EnginePacket;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pings, pongs, and clients without either. */
class HeartbeatTest {
    private final EngineFixture fixture = new EngineFixture();
    private final FakeTransport polling = FakeTransport.polling();
    private final FakeTransport socket = FakeTransport.webSocket();

    @Test
    @DisplayName("Heartbeat: the server pings at the interval and takes the pong")
    void pings_and_pongs() {
        EngineSession session = fixture.open(socket);
        for (int i = 0; i < 3; i++) {
            fixture.pass(Duration.ofSeconds(10));
            session.received(socket, new EnginePacket.Pong(""));
        }

        assertThat(socket.written).containsExactly("2", "2", "2");
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void no_pong_within_the_timeout_ends_the_session() {
        fixture.open(socket);
        fixture.pass(Duration.ofMillis(13_900));
        assertThat(fixture.heard).containsExactly("opened");

        fixture.pass(Duration.ofMillis(300));

        assertThat(fixture.heard).containsExactly("opened", "closed ping timeout");
        assertThat(fixture.counters.snapshot().closed()).containsEntry("ping timeout", 1L);
    }

    @Test
    void a_timeout_is_noticed_before_the_next_tick_when_the_client_comes_back() {
        EngineSession session = fixture.open(polling);
        fixture.pass(Duration.ofSeconds(10));

        fixture.hang(Duration.ofSeconds(4));

        assertThat(fixture.server.find(session.id())).isNull();
    }

    @Test
    void a_server_that_was_held_up_grants_the_client_its_time_all_the_same() {
        EngineSession session = fixture.open(socket);
        fixture.hang(Duration.ofSeconds(60));
        fixture.tick();
        fixture.tick();
        assertThat(session.isOpen()).isTrue();

        fixture.pass(Duration.ofSeconds(3));
        session.received(socket, new EnginePacket.Pong(""));
        fixture.pass(Duration.ofSeconds(3));

        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void a_pong_that_nobody_asked_for_postpones_no_ping() {
        EngineSession session = fixture.open(socket);
        fixture.pass(Duration.ofSeconds(9));

        session.received(socket, new EnginePacket.Pong(""));
        fixture.pass(Duration.ofSeconds(2));

        assertThat(socket.written).containsExactly("2");
    }
}
