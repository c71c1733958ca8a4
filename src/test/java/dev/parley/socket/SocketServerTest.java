package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engine.CloseReason;
import dev.parley.wire.engineio.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining and leaving namespaces, events and their acknowledgements, as a client sees them on the wire. */
class SocketServerTest {
    private static final Bytes ONE = Bytes.copyOf(new byte[] {1, 2, 3});
    private static final Bytes TWO = Bytes.copyOf(new byte[] {4, 5, 6});

    private final TestServer test = new TestServer(
            "socket.connect-timeout",
            "1s",
            "socket.max-namespaces",
            "3",
            "socket.max-rooms",
            "4",
            "socket.max-acks-awaited",
            "3");
    private final List<String> log = new ArrayList<>();

    private final List<Socket> joined = new ArrayList<>();

    private Socket last() {
        return joined.get(joined.size() - 1);
    }

    private Namespace namespace(String name) {
        Namespace namespace = test.server.of(name);
        namespace.onConnection(socket -> {
            joined.add(socket);
            socket.onDisconnect(reason -> log.add(name + ": " + reason.text()));
        });
        return namespace;
    }

    // ---- connection to a namespace ----

    @Test
    @DisplayName("Connection to a namespace: the answer has the id of the socket and nothing else")
    void a_client_joins_a_namespace() {
        namespace("/");
        TestServer.Client client = test.open();

        client.send("0");

        assertThat(client.received()).containsExactly("0{\"sid\":\"" + last().id() + "\"}");
        assertThat(last().id()).hasSize(24).matches("[A-Za-z0-9_-]+");
        assertThat(last().isConnected()).isTrue();
        assertThat(last().auth()).isEmpty();
        assertThat(last().handshake().header("user-agent")).contains("test");
    }

    @Test
    void each_namespace_of_a_client_is_a_socket_of_its_own() {
        namespace("/");
        namespace("/custom");
        TestServer.Client client = test.join("/");
        String first = last().id();

        client.send("0/custom");

        assertThat(client.received()).containsExactly("0/custom,{\"sid\":\"" + last().id() + "\"}");
        assertThat(last().id()).isNotEqualTo(first);
    }

    @Test
    void credentials_are_those_that_came_with_the_request_to_join() {
        namespace("/custom");

        test.open().send("0/custom,{\"token\":\"123\",\"n\":{\"a\":[1]}}");

        assertThat(last().auth()).isEqualTo(Map.of("token", "123", "n", Map.of("a", List.of(1L))));
    }

    @Test
    void a_namespace_that_nobody_asked_for_is_refused_and_the_connection_survives() {
        namespace("/");
        TestServer.Client client = test.open();

        client.send("0/random");

        assertThat(client.received()).containsExactly("4/random,{\"message\":\"Invalid namespace\"}");
        client.join("/");
    }

    @Test
    void a_query_belongs_to_the_name_of_a_namespace() {
        namespace("/custom");

        assertThat(test.open().send("0/custom?a=1,{}").received())
                .containsExactly("4/custom?a=1,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void the_name_of_a_namespace_may_be_given_without_its_slash() {
        assertThat(test.server.of("chat")).isSameAs(test.server.of("/chat"));
        assertThat(test.server.of("")).isSameAs(test.server.of("/"));
        assertThatThrownBy(() -> test.server.of("/a,b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_sent_from_the_connection_handler_follows_the_answer() {
        test.server.of("/").onConnection(socket -> socket.emit("auth", socket.auth()));
        TestServer.Client client = test.open();

        client.send("0{\"token\":\"123\"}");

        List<Object> received = client.received();
        assertThat(received).hasSize(2);
        assertThat(received.get(1)).isEqualTo("2[\"auth\",{\"token\":\"123\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2[\"a\"]", "2/custom,[\"a\"]", "31[]", "1", "4{}", "50-[\"a\"]", "abc", ""})
    @DisplayName("Connection to a namespace: what is not a CONNECT ends a connection that has not joined")
    void a_connection_that_begins_with_something_else_ends(String packet) {
        namespace("/");

        assertThat(test.open().send(packet).closed()).isEqualTo(CloseReason.PARSE_ERROR);
    }

    @Test
    void joining_twice_ends_the_connection() {
        namespace("/");
        TestServer.Client client = test.join("/");

        assertThat(client.send("0").closed()).isEqualTo(CloseReason.PARSE_ERROR);
        assertThat(log).containsExactly("/: parse error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0[]", "0{", "0{\"a\":1}}", "0\"a\"", "0{\"a\":1e}"})
    void credentials_that_are_no_json_object_end_the_connection(String packet) {
        namespace("/");

        assertThat(test.open().send(packet).closed()).isEqualTo(CloseReason.PARSE_ERROR);
    }

    @Test
    void a_connection_without_a_namespace_ends_after_the_connect_timeout() {
        TestServer.Client client = test.open();

        test.deadlines.pass(Duration.ofMillis(999));
        assertThat(client.closed()).isNull();

        test.deadlines.pass(Duration.ofMillis(1));
        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void a_connection_that_was_only_refused_ends_after_the_connect_timeout() {
        TestServer.Client client = test.open();
        client.send("0/random");

        test.deadlines.pass(Duration.ofSeconds(1));

        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void a_connection_with_a_namespace_stays_and_costs_no_deadline() {
        namespace("/");
        TestServer.Client client = test.join("/");

        assertThat(test.deadlines.open()).isZero();
        test.deadlines.pass(Duration.ofDays(1));

        assertThat(client.closed()).isNull();
    }

    @Test
    void a_connection_that_has_left_its_last_namespace_has_the_connect_timeout_again() {
        namespace("/");
        TestServer.Client client = test.join("/");
        test.deadlines.pass(Duration.ofDays(1));
        client.send("1");

        test.deadlines.pass(Duration.ofMillis(999));
        assertThat(client.closed()).isNull();
        test.deadlines.pass(Duration.ofMillis(1));
        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void a_connection_that_is_gone_keeps_no_deadline() {
        TestServer.Client client = test.open();

        client.vanish();

        assertThat(test.deadlines.open()).isZero();
    }

    @Test
    void one_connection_joins_as_many_namespaces_as_it_may() {
        IntStream.rangeClosed(1, 4).forEach(i -> namespace("/" + i));
        TestServer.Client client = test.open();
        IntStream.rangeClosed(1, 3).forEach(i -> client.join("/" + i));
        client.send("1/3");
        client.join("/4");
        assertThat(client.closed()).isNull();

        client.send("0/3");

        assertThat(client.closed()).isEqualTo(CloseReason.PARSE_ERROR);
        assertThat(log).contains("/1: parse error", "/2: parse error", "/4: parse error");
    }

    // ---- disconnection from a namespace ----

    @Test
    void a_client_leaves_a_namespace_and_keeps_the_others() {
        namespace("/");
        namespace("/custom").onConnection(socket -> socket.on("e", (args, ack) -> socket.emit("f")));
        TestServer.Client client = test.join("/");
        Socket left = last();
        client.join("/custom");

        client.send("1", "2/custom,[\"e\"]");

        assertThat(log).containsExactly("/: client namespace disconnect");
        assertThat(client.received()).containsExactly("2/custom,[\"f\"]");
        assertThat(left.isConnected()).isFalse();
        left.emit("lost");
        assertThat(client.received()).isEmpty();
    }

    @Test
    void a_client_may_come_back_to_a_namespace_as_a_new_socket() {
        namespace("/");
        TestServer.Client client = test.join("/");
        Socket first = last();

        client.send("1");
        client.join("/");

        assertThat(last()).isNotSameAs(first);
        assertThat(test.server.of("/").sockets()).containsExactly(last());
    }

    @Test
    void an_event_for_a_namespace_that_the_client_has_left_ends_the_connection() {
        namespace("/");
        TestServer.Client client = test.join("/");

        assertThat(client.send("1", "2[\"a\"]").closed()).isEqualTo(CloseReason.PARSE_ERROR);
    }

    @Test
    void the_server_takes_a_client_out_of_a_namespace() {
        namespace("/");
        namespace("/custom");
        TestServer.Client client = test.join("/");
        client.join("/custom");

        last().disconnect();
        last().disconnect();

        assertThat(client.received()).containsExactly("1/custom,");
        assertThat(log).containsExactly("/custom: server namespace disconnect");
        assertThat(client.closed()).isNull();
    }

    @Test
    void what_a_client_sent_before_it_knew_that_it_was_taken_out_is_ignored() {
        namespace("/");
        TestServer.Client client = test.join("/");
        last().disconnect();

        client.send("2[\"a\"]", "51-[\"a\",{\"_placeholder\":true,\"num\":0}]", ONE, "31[]", "1");

        assertThat(client.closed()).isNull();
        client.received();
        client.join("/");
        assertThat(last().isConnected()).isTrue();
    }

    @Test
    void the_server_ends_a_connection_and_says_so_in_every_namespace() {
        namespace("/");
        namespace("/custom");
        TestServer.Client client = test.join("/custom");
        client.join("/");

        last().disconnect(true);

        assertThat(client.received()).containsExactly("1", "1/custom,");
        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
        assertThat(log)
                .containsExactlyInAnyOrder("/custom: server namespace disconnect", "/: server namespace disconnect");
    }

    @Test
    void what_was_sent_before_the_server_ends_a_connection_still_arrives() {
        namespace("/");
        TestServer.Client client = test.join("/");

        test.server.of("/").emit("to all");
        last().emit("to one");
        last().disconnect(true);

        assertThat(client.received()).containsExactly("2[\"to all\"]", "2[\"to one\"]", "1");
        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void a_connection_that_breaks_ends_its_sockets_with_the_reason() {
        namespace("/");
        namespace("/custom");
        TestServer.Client client = test.join("/");
        client.join("/custom");

        client.vanish();

        assertThat(log).containsExactlyInAnyOrder("/: transport error", "/custom: transport error");
        assertThat(test.server.of("/").sockets()).isEmpty();
    }

    @Test
    void sockets_end_when_the_server_stops() {
        namespace("/");
        TestServer.Client client = test.join("/");

        test.stop();

        assertThat(client.closed()).isEqualTo(CloseReason.SERVER_SHUTDOWN);
        assertThat(log).containsExactly("/: server shutting down");
    }

    @Test
    void a_socket_has_left_its_rooms_when_its_disconnect_handler_runs() {
        Namespace namespace = test.server.of("/");
        namespace.onConnection(socket -> {
            socket.join("a");
            socket.onDisconnect(reason -> log.add(
                    namespace.socketsIn("a") + "" + namespace.sockets() + socket.isConnected() + socket.rooms()));
        });

        test.join("/").vanish();

        assertThat(log).containsExactly("[][]false[]");
    }

    @Test
    void a_handler_may_disconnect_its_own_socket() {
        namespace("/")
                .onConnection(socket -> socket.on("bye", (args, ack) -> {
                    socket.disconnect();
                    log.add("still in the handler");
                }));
        TestServer.Client client = test.join("/");

        client.send("2[\"bye\"]", "2[\"bye\"]");

        assertThat(client.received()).containsExactly("1");
        assertThat(log).containsExactly("still in the handler", "/: server namespace disconnect");
    }

    // ---- events ----

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

    // ---- rooms of one socket (who gets a broadcast: HubTest) ----

    @Test
    void a_client_that_joins_more_rooms_than_it_may_is_cut_off() {
        namespace("/").onConnection(socket -> socket.on("join", (args, ack) -> socket.join(args.string(0))));
        TestServer.Client client = test.join("/");
        client.send(
                "2[\"join\",\"1\"]",
                "2[\"join\",\"2\"]",
                "2[\"join\",\"3\"]",
                "2[\"join\",\"4\"]",
                "2[\"join\",\"4\"]");
        assertThat(last().rooms()).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(client.closed()).isNull();

        client.send("2[\"join\",\"5\"]");

        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
        assertThat(test.server.of("/").rooms()).isEmpty();
    }
}
