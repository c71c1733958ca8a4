package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.socket.TestServer;
import dev.parley.wire.engineio.Bytes;
import org.junit.jupiter.api.Test;

class DemoNamespaceTest {
    private final GatewayFixture demo = new GatewayFixture();

    private TestServer.Client client() {
        TestServer.Client client = demo.server.open();
        client.send("0/demo").received();
        return client;
    }

    @Test
    void a_client_is_greeted_with_news_and_with_a_message() {
        assertThat(demo.server.open().send("0/demo").received())
                .endsWith("2/demo,[\"news\",{\"hello\":\"world\"}]", "2/demo,[\"message\",{\"hello\":\"world\"}]");
    }

    @Test
    void the_events_of_the_demo_are_taken_without_an_answer() {
        assertThat(client().send("2/demo,[\"my other event\",{\"my\":\"data\"}]", "2/demo,[\"message\",\"a\",1]")
                        .received())
                .isEmpty();
    }

    @Test
    void echo_acknowledges_its_arguments_binary_included() {
        Bytes bytes = Bytes.copyOf(new byte[] {1, 2});

        assertThat(client().send("51-/demo,3[\"echo\",\"a\",{\"_placeholder\":true,\"num\":0}]", bytes)
                        .received())
                .containsExactly("61-/demo,3[\"a\",{\"_placeholder\":true,\"num\":0}]", bytes);
    }

    @Test
    void a_room_reaches_its_members_and_nobody_else() {
        TestServer.Client in = client();
        TestServer.Client out = client();
        assertThat(in.send("2/demo,1[\"join room\",\"a\"]").received())
                .containsExactly("3/demo,1[{\"ok\":true,\"rooms\":[\"a\"]}]");

        out.send("2/demo,2[\"to room\",\"a\",{\"n\":1}]");
        assertThat(in.received()).containsExactly("2/demo,[\"room message\",\"a\",{\"n\":1}]");
        assertThat(out.received()).containsExactly("3/demo,2[{\"ok\":true}]");

        assertThat(in.send("2/demo,3[\"leave room\",\"a\"]").received())
                .containsExactly("3/demo,3[{\"ok\":true,\"rooms\":[]}]");
        out.send("2/demo,[\"to room\",\"a\",1]");
        assertThat(in.received()).isEmpty();
    }

    @Test
    void a_client_is_in_ten_rooms_at_most_and_wrong_arguments_are_answered() {
        TestServer.Client client = client();
        for (int i = 0; i < 10; i++) {
            client.send("2/demo,[\"join room\",\"" + i + "\"]");
        }
        client.received();

        client.send("2/demo,1[\"join room\",\"11\"]", "2/demo,2[\"join room\"]");

        assertThat(client.received())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer).asString().contains("\"error\":\"invalid\""));
    }
}
