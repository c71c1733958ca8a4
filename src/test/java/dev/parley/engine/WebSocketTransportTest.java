package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.engineio.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketTransportTest {
    private static final Bytes BYTES = Bytes.copyOf(new byte[] {1, 2, 3, 4});

    private final EngineFixture fixture = new EngineFixture();

    @Test
    void a_connection_without_sid_opens_a_session() {
        FakeCarrier carrier = FakeCarrier.connect(fixture.server);

        carrier.transport().text("4hello");

        assertThat(carrier.sent).hasSize(1).allMatch(packet -> packet.startsWith("0{\"sid\":\""));
        assertThat(fixture.heard).containsExactly("opened", "message hello");
    }

    @Test
    void binary_goes_as_it_is() {
        fixture.onMessage = (session, packet) -> session.send(Outgoing.binary(BYTES));
        FakeCarrier carrier = FakeCarrier.connect(fixture.server);

        carrier.transport().binary(BYTES);

        assertThat(fixture.heard).endsWith("message Binary[data=Bytes[4]]");
        assertThat(carrier.sent).endsWith("Binary[data=Bytes[4]]");
    }

    @Test
    void a_client_that_takes_no_binary_gets_base64() {
        fixture.onOpened = session -> session.send(List.of(Outgoing.text("t"), Outgoing.binary(BYTES)));

        FakeCarrier carrier = FakeCarrier.connect(fixture.server, "b64", "1");

        assertThat(carrier.sent).endsWith("4t", "bAQIDBA==");
        assertThat(carrier.batches.get(0).get(2).websocketPayload()).asString().isEqualTo("bAQIDBA==");
    }

    @Test
    void what_is_not_the_protocol_ends_the_session() {
        FakeCarrier carrier = FakeCarrier.connect(fixture.server);

        carrier.transport().text("abc");

        assertThat(carrier.closed).containsExactly(1008);
        assertThat(fixture.heard).endsWith("closed parse error");
    }

    @Test
    void the_end_of_the_connection_is_the_end_of_the_session() {
        FakeCarrier carrier = FakeCarrier.connect(fixture.server);

        carrier.transport().ended(CloseReason.TRANSPORT_CLOSE);
        carrier.transport().ended(CloseReason.TRANSPORT_ERROR);

        assertThat(fixture.heard).containsExactly("opened", "closed transport close");
    }

    /** By itself: the heartbeat would have the session looked at after 3.8 s. */
    @Test
    void a_write_that_takes_longer_than_the_send_timeout_ends_the_session() {
        EngineFixture hasty = new EngineFixture("engine.send-timeout", "1s");
        FakeCarrier carrier = FakeCarrier.connect(hasty.server);
        carrier.inline = false;
        hasty.onMessage = (session, packet) -> session.send(Outgoing.text("answer"));
        carrier.transport().text("4hello");

        hasty.pass(Duration.ofMillis(900));
        assertThat(hasty.heard).containsExactly("opened", "message hello");
        hasty.pass(Duration.ofMillis(200));

        assertThat(hasty.heard).endsWith("closed slow consumer");
        assertThat(carrier.closed).containsExactly(1008);
    }

    @Test
    void a_server_that_goes_away_says_so() {
        FakeCarrier carrier = FakeCarrier.connect(fixture.server);

        fixture.server.close();

        assertThat(carrier.closed).containsExactly(1001);
    }
}
