package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engine.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining namespaces, as a client sees it on the wire. */
class ConnectionTest extends NamespaceFixture {
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
        assertThat(test.crossed()).isEqualTo(Map.of("connect-timeout", 1L));
    }

    @Test
    void a_packet_whose_attachments_do_not_come_in_time_ends_the_connection_whatever_of_them_has_come() {
        namespace("/");
        TestServer.Client client = test.join("/");
        client.send("52-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        test.deadlines.pass(Duration.ofSeconds(2));
        client.send(ONE);

        test.deadlines.pass(Duration.ofMillis(999));
        assertThat(client.closed()).isNull();

        test.deadlines.pass(Duration.ofMillis(1));
        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
        assertThat(test.crossed()).isEqualTo(Map.of("attachments-timeout", 1L));
    }

    @Test
    void each_packet_has_its_own_time_for_its_attachments() {
        namespace("/");
        TestServer.Client client = test.join("/");
        for (int i = 0; i < 3; i++) {
            client.send("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");
            test.deadlines.pass(Duration.ofSeconds(2));
            client.send(ONE);
        }
        test.deadlines.pass(Duration.ofSeconds(4));

        assertThat(client.closed()).isNull();
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
        assertThat(test.crossed()).isEqualTo(Map.of("max-namespaces", 1L));
    }
}
