package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.CloseReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leaving namespaces and losing the connection, as a client and its sockets see it. */
class DisconnectionTest extends NamespaceFixture {
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
        assertThat(test.crossed()).isEqualTo(Map.of("max-rooms", 1L));
    }
}
