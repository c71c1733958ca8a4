package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.engineio.EnginePacket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EngineSessionTest {
    private final EngineFixture fixture = new EngineFixture();
    private final FakeTransport polling = FakeTransport.polling();
    private final FakeTransport socket = FakeTransport.webSocket();

    private static EnginePacket text(String message) {
        return new EnginePacket.Text(message);
    }

    private static EnginePacket ping(String data) {
        return new EnginePacket.Ping(data);
    }

    private static void say(EngineSession session, String... messages) {
        for (String message : messages) {
            session.send(Outgoing.text(message));
        }
    }

    @Nested
    class Haste {
        private final EngineFixture hasty =
                new EngineFixture("engine.packets-per-second", "2", "engine.packet-burst", "3");
        private final EngineSession session = hasty.open(polling);

        private void receive(int count) {
            for (int i = 0; i < count; i++) {
                session.received(polling, text("x"));
            }
        }

        @Test
        void a_client_whose_packets_come_too_fast_is_cut_and_counted() {
            receive(3);
            assertThat(session.isOpen()).isTrue();

            receive(1);

            assertThat(hasty.heard).containsExactly("opened", "message x", "message x", "message x", "closed too fast");
            assertThat(hasty.counters.snapshot().closed()).containsEntry("too fast", 1L);
        }

        @Test
        void whoever_keeps_to_the_rate_stays() {
            receive(3);

            for (int i = 0; i < 10; i++) {
                hasty.hang(Duration.ofMillis(500));
                receive(1);
            }

            assertThat(session.isOpen()).isTrue();
        }

        @Test
        void packets_that_carry_nothing_count_as_well() {
            for (int i = 0; i < 4; i++) {
                session.received(polling, new EnginePacket.Pong(""));
            }

            assertThat(hasty.heard).containsExactly("opened", "closed too fast");
        }

        @Test
        void zero_is_no_limit() {
            EngineFixture patient = new EngineFixture("engine.packets-per-second", "0", "engine.packet-burst", "1");
            EngineSession free = patient.open(FakeTransport.polling());

            for (int i = 0; i < 1_000; i++) {
                free.received(free.activeTransport(), text("x"));
            }

            assertThat(free.isOpen()).isTrue();
        }
    }

    @Nested
    class Opening {
        @Test
        @DisplayName("Handshake: the open packet comes first and carries the timings")
        void the_open_packet_comes_first() {
            fixture.onOpened = session -> say(session, "welcome");
            EngineSession session = Objects.requireNonNull(fixture.server.open(EngineFixture.handshake(), polling));
            assertThat(fixture.heard).containsExactly("opened");

            session.ready(polling);

            assertThat(session.id()).matches("[A-Za-z0-9_-]{24}");
            assertThat(polling.written)
                    .containsExactly("0{\"sid\":\"" + session.id()
                            + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":10000,\"pingTimeout\":4000,\"maxPayload\":1024}"
                            + " 4welcome");
        }

        @Test
        @DisplayName("Handshake: a session that begins on a WebSocket has nothing to upgrade to")
        void a_websocket_has_no_upgrades() {
            EngineSession session = Objects.requireNonNull(fixture.server.open(EngineFixture.handshake(), socket));
            socket.session = session;

            session.ready(socket);

            assertThat(socket.written.get(0)).contains("\"upgrades\":[]");
        }

        @Test
        void no_two_sessions_have_the_same_id() {
            assertThat(fixture.open(FakeTransport.webSocket()).id())
                    .isNotEqualTo(fixture.open(FakeTransport.webSocket()).id());
        }

        @Test
        void a_server_that_closes_opens_nothing() {
            fixture.server.close();

            assertThat(fixture.server.open(EngineFixture.handshake(), socket)).isNull();
        }
    }

    @Nested
    class Writing {
        @Test
        void what_waited_while_a_write_was_under_way_is_one_write() {
            socket.inline = false;
            EngineSession session = fixture.open(socket);
            socket.ready();
            say(session, "a", "b", "c");

            socket.ready();

            assertThat(socket.written).containsExactly("4a", "4b 4c");
        }

        @Test
        void a_transport_that_completes_inside_the_write_is_not_entered_again() {
            EngineSession session = fixture.open(socket);
            socket.duringWrite = () -> say(session, "b", "c");

            say(session, "a");

            assertThat(socket.written).containsExactly("4a", "4b 4c");
        }

        @Test
        void a_write_that_throws_ends_the_session() {
            EngineSession session = fixture.open(socket);
            socket.duringWrite = () -> {
                throw new IllegalStateException("broken");
            };

            say(session, "a", "b");

            assertThat(socket.closed).containsExactly(CloseReason.TRANSPORT_ERROR);
            assertThat(fixture.heard).endsWith("closed transport error");
        }

        @Test
        void what_one_poll_answers_keeps_to_the_maximal_payload() {
            EngineSession session = fixture.open(polling);
            say(session, "a".repeat(600), "b".repeat(400), "c".repeat(400), "d".repeat(2_000));

            polling.ready();
            polling.ready();
            polling.ready();

            assertThat(polling.written)
                    .containsExactly(
                            "4" + "a".repeat(600) + " 4" + "b".repeat(400),
                            "4" + "c".repeat(400),
                            "4" + "d".repeat(2_000));
        }

        @Test
        void a_client_that_takes_nothing_ends_as_a_slow_consumer() {
            EngineSession session = fixture.open(polling);
            for (int i = 0; i < 16; i++) {
                say(session, "x");
            }
            assertThat(session.isOpen()).isTrue();

            say(session, "one more");

            assertThat(polling.closed).containsExactly(CloseReason.SLOW_CONSUMER);
            assertThat(fixture.heard).containsExactly("opened", "closed slow consumer");
        }

        @Test
        void a_session_that_is_closed_takes_nothing() {
            EngineSession session = fixture.open(socket);
            session.close(CloseReason.PARSE_ERROR);

            say(session, "late");
            assertThat(session.ready(socket)).isFalse();

            assertThat(socket.written).isEmpty();
        }
    }

    @Nested
    class Receiving {
        @Test
        void messages_reach_the_listener_in_order() {
            EngineSession session = fixture.open(socket);

            session.received(socket, text("a"));
            session.received(socket, text("b"));

            assertThat(fixture.heard).containsExactly("opened", "message a", "message b");
        }

        @Test
        void what_comes_while_the_listener_works_is_delivered_after_it() {
            EngineSession session = fixture.open(socket);
            fixture.onMessage = (s, packet) -> {
                if (packet.equals(text("a"))) {
                    session.received(socket, text("b"));
                    fixture.heard.add("end of a");
                }
            };

            session.received(socket, text("a"));

            assertThat(fixture.heard).containsExactly("opened", "message a", "end of a", "message b");
        }

        @Test
        void a_listener_that_fails_is_called_again_for_the_next_message() {
            EngineSession session = fixture.open(socket);
            fixture.onMessage = (s, packet) -> {
                throw new IllegalStateException("the application is broken");
            };

            session.received(socket, text("a"));
            session.received(socket, text("b"));

            assertThat(fixture.heard).containsExactly("opened", "message a", "message b");
        }

        @Test
        void closed_follows_the_message_in_which_the_application_closed() {
            EngineSession session = fixture.open(socket);
            fixture.onMessage = (s, packet) -> {
                s.close(CloseReason.FORCED_CLOSE);
                session.received(socket, text("too late"));
                fixture.heard.add("end of a");
            };

            session.received(socket, text("a"));

            assertThat(fixture.heard).containsExactly("opened", "message a", "end of a", "closed forced close");
        }

        @Test
        @DisplayName("Heartbeat: a ping of the client is not the protocol any more")
        void a_ping_of_the_client_ends_the_session() {
            EngineSession session = fixture.open(socket);

            session.received(socket, ping(""));

            assertThat(fixture.heard).endsWith("closed transport error");
        }

        @Test
        void a_close_packet_closes() {
            EngineSession session = fixture.open(socket);

            session.received(socket, new EnginePacket.Close());

            assertThat(fixture.heard).endsWith("closed transport close");
            assertThat(socket.closed).containsExactly(CloseReason.TRANSPORT_CLOSE);
            assertThat(fixture.server.find(session.id())).isNull();
        }
    }

    @Nested
    class Closing {
        @Test
        void what_was_sent_before_is_written_first() {
            socket.inline = false;
            EngineSession session = fixture.open(socket);
            socket.ready();
            say(session, "a", "goodbye");

            session.close(CloseReason.FORCED_CLOSE);
            assertThat(socket.closed).isEmpty();
            socket.ready();
            socket.ready();

            assertThat(socket.written).containsExactly("4a", "4goodbye");
            assertThat(socket.closed).containsExactly(CloseReason.FORCED_CLOSE);
            assertThat(fixture.heard).containsExactly("opened", "closed forced close");
        }

        @Test
        void what_a_busy_loop_still_has_is_written_first() {
            EngineSession session = fixture.open(socket);
            fixture.loops
                    .loops()
                    .broadcast(
                            fixture.loops.loops().group(List.of(session)), List.of(Outgoing.text("to all")), Set.of());
            say(session, "goodbye");

            session.close(CloseReason.FORCED_CLOSE);
            fixture.loops.settle();

            assertThat(socket.written).containsExactly("4to all 4goodbye");
            assertThat(socket.closed).containsExactly(CloseReason.FORCED_CLOSE);
        }

        @Test
        void a_client_that_takes_nothing_does_not_hold_up_the_end() {
            socket.inline = false;
            EngineSession session = fixture.open(socket);
            session.close(CloseReason.FORCED_CLOSE);

            fixture.pass(Duration.ofSeconds(7));

            assertThat(socket.closed).containsExactly(CloseReason.FORCED_CLOSE);
            assertThat(fixture.server.size()).isZero();
        }

        @Test
        @DisplayName("Close: a GET that comes right after the close packet is released")
        void the_poll_that_follows_a_close_packet_is_released() {
            EngineSession session = fixture.open(polling);
            session.received(polling, new EnginePacket.Close());
            assertThat(polling.closed).isEmpty();

            assertThat(polling.ready()).isTrue();

            assertThat(polling.closed).containsExactly(CloseReason.TRANSPORT_CLOSE);
            assertThat(polling.ready()).isFalse();
        }

        @Test
        void the_listener_hears_it_once() {
            EngineSession session = fixture.open(socket);

            session.close(CloseReason.FORCED_CLOSE);
            session.lost(socket, CloseReason.TRANSPORT_CLOSE);
            fixture.server.close();

            assertThat(fixture.heard).containsExactly("opened", "closed forced close");
        }

        @Test
        void the_clock_forgets_the_session() {
            EngineSession session = fixture.open(socket);
            assertThat(fixture.server.ticked()).isOne();

            session.close(CloseReason.FORCED_CLOSE);

            assertThat(fixture.server.ticked()).isZero();
        }

        @Test
        void a_server_that_closes_closes_every_session() {
            fixture.open(polling);
            fixture.open(socket);

            fixture.server.close();

            assertThat(fixture.heard).endsWith("closed server shutting down", "closed server shutting down");
            assertThat(socket.closed).containsExactly(CloseReason.SERVER_SHUTDOWN);
        }
    }
}
