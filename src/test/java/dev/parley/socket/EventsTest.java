package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engine.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and their acknowledgements, as a client sees them on the wire. */
class EventsTest extends NamespaceFixture {
    @Test
    @DisplayName("Sending and receiving data: an echo of received arguments is the text that came")
    void an_event_is_echoed() {
        test.server
                .of("/")
                .onConnection(socket -> socket.on("message", (args, ack) -> socket.emit("message-back", args)));
        TestServer.Client client = test.join("/");

        client.send("2[\"message\",1,\"2\",{\"3\":[true]}]");

        assertThat(client.received()).containsExactly("2[\"message-back\",1,\"2\",{\"3\":[true]}]");
    }

    @Test
    void binary_is_echoed() {
        test.server
                .of("/")
                .onConnection(socket -> socket.on("message", (args, ack) -> socket.emit("message-back", args)));
        TestServer.Client client = test.join("/");

        client.send("52-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]", ONE, TWO);

        assertThat(client.received())
                .containsExactly(
                        "52-[\"message-back\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
                        ONE,
                        TWO);
    }

    @Test
    void send_is_the_event_message() {
        namespace("/custom");
        TestServer.Client client = test.join("/custom");

        last().send("a", 1);
        last().broadcast().send("not for the sender");
        test.server.of("/custom").send("to all");

        assertThat(client.received())
                .containsExactly("2/custom,[\"message\",\"a\",1]", "2/custom,[\"message\",\"to all\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2{}",
                "2",
                "2[]",
                "2[1.5]",
                "2[null]",
                "2[\"a\"",
                "2[\"a\"]]",
                "2[\"connect\"]",
                "2[\"disconnect\"]",
                "2abc[\"a\"]",
                "9[]",
                "0/a b,[]",
                "31{}",
                "3[]",
                "4{\"message\":\"x\"}",
                "511-[\"a\"]",
                "31[",
            })
    void a_packet_that_is_none_ends_its_connection_and_no_other(String packet) {
        namespace("/");
        TestServer.Client other = test.join("/");
        TestServer.Client client = test.join("/");

        assertThat(client.send(packet).closed()).isEqualTo(CloseReason.PARSE_ERROR);
        assertThat(other.closed()).isNull();
        assertThat(log).containsExactly("/: parse error");
    }

    @Test
    void a_text_in_place_of_an_attachment_ends_the_connection() {
        namespace("/");

        assertThat(test.join("/").send("51-[\"a\"]", "2[\"b\"]").closed()).isEqualTo(CloseReason.PARSE_ERROR);
    }

    @Test
    void bytes_without_their_event_end_the_connection() {
        namespace("/");

        assertThat(test.join("/").send(ONE).closed()).isEqualTo(CloseReason.PARSE_ERROR);
    }

    @Test
    void nothing_of_a_connection_that_was_ended_is_handled_any_more() {
        namespace("/").onConnection(socket -> socket.on("a", (args, ack) -> log.add("a")));

        test.join("/").send("2[\"a\"]", "2{}", "2[\"a\"]");

        assertThat(log).containsExactly("a", "/: parse error");
    }

    @Test
    void handlers_are_called_in_the_order_in_which_they_were_added_after_those_of_every_event() {
        namespace("/")
                .onConnection(socket -> socket.on("a", (args, ack) -> log.add("first " + args))
                        .on("a", (args, ack) -> log.add("second " + args))
                        .onAny((event, args) -> log.add("any " + event + args)));

        test.join("/").send("2[\"a\",1]", "2[\"b\"]");

        assertThat(log).containsExactly("any a[1]", "first [1]", "second [1]", "any b[]");
    }

    @Test
    void a_handler_that_was_removed_is_not_called() {
        EventHandler handler = (args, ack) -> log.add("called");
        namespace("/")
                .onConnection(
                        socket -> socket.on("a", handler).off("a", handler).off("b", handler));

        test.join("/").send("2[\"a\"]");

        assertThat(log).isEmpty();
    }

    @Test
    void a_handler_that_throws_hurts_neither_its_connection_nor_the_other_handlers() {
        List<String> failures = new ArrayList<>();
        namespace("/")
                .onFailure((socket, event, failure, ack) -> failures.add(event + ": " + failure.getMessage()))
                .onConnection(socket -> socket.on("a", (args, ack) -> {
                            throw new IllegalStateException("oops");
                        })
                        .on("a", (args, ack) -> log.add("second"))
                        .onAny((event, args) -> args.string(0)));
        TestServer.Client client = test.join("/");

        client.send("2[\"a\"]");

        assertThat(failures).containsExactly("a: argument 0 is missing: a string", "a: oops");
        assertThat(log).containsExactly("second");
        assertThat(client.closed()).isNull();
    }

    @Test
    void a_failure_can_be_answered() {
        test.server
                .of("/")
                .onFailure((socket, event, failure, ack) -> ack.send(Map.of("ok", false)))
                .onConnection(socket -> socket.on("a", (args, ack) -> ack.send(args.string(0))));
        TestServer.Client client = test.join("/");

        client.send("27[\"a\",1]", "28[\"a\",\"x\"]");

        assertThat(client.received()).containsExactly("37[{\"ok\":false}]", "38[\"x\"]");
    }

    @Test
    void a_failure_of_a_connection_handler_or_a_disconnect_handler_hurts_nobody() {
        test.server.of("/").onConnection(socket -> {
            socket.onDisconnect(reason -> {
                throw new IllegalStateException("a disconnect handler that fails on purpose");
            });
            throw new IllegalStateException("a connection handler that fails on purpose");
        });
        namespace("/");
        TestServer.Client client = test.join("/");

        client.vanish();

        assertThat(log).containsExactly("/: transport error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void an_event_with_a_reserved_name_cannot_be_sent(String event) {
        namespace("/");
        test.join("/");

        assertThatThrownBy(() -> last().emit(event)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test.server.of("/").emit(event)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_cannot_be_sent_is_told_to_whom_sends_and_nobody_gets_half_of_it() {
        namespace("/");
        TestServer.Client client = test.join("/");

        assertThatThrownBy(() -> last().emit("a", ONE, new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThat(client.received()).isEmpty();
    }

    @Test
    void a_droppable_event_is_lost_and_any_other_ends_a_client_that_does_not_read() {
        TestServer small = new TestServer("engine.outbox-packets", "16");
        small.server.of("/").onConnection(joined::add);
        TestServer.Client client = small.join("/");
        client.stopReading();

        for (int i = 0; i < 100; i++) {
            last().droppable().emit("typing", ONE);
        }
        assertThat(client.closed()).isNull();

        for (int i = 0; i < 18; i++) {
            last().emit("a");
        }
        assertThat(client.closed()).isEqualTo(CloseReason.SLOW_CONSUMER);
    }
}
