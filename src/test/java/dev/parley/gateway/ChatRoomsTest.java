package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.socket.TestServer;
import org.junit.jupiter.api.Test;

/** Rooms over namespace {@code /chat} as {@code src/docs/chat-protocol.md} has them. */
class ChatRoomsTest {
    private final GatewayFixture chat = new GatewayFixture();

    @Test
    void a_room_is_made_listed_joined_and_heard_by_its_members_alone() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client bob = chat.structured("Bob");
        TestServer.Client eve = chat.structured("Eve");
        ann.received();
        ann.send("2/chat,1[\"create-room\",{\"room\":\"Attic\",\"topic\":\"dust\"}]");
        String room = "{\"name\":\"attic\",\"topic\":\"dust\",\"private\":false";
        assertThat(ann.received())
                .satisfiesExactly(
                        event -> assertThat(event).isEqualTo("2/chat,[\"room\"," + room + ",\"member\":true}]"),
                        notice -> assertThat(notice).asString().contains("\"kind\":\"join\"", "\"room\":\"attic\""),
                        answer -> assertThat(answer).isEqualTo("3/chat,1[{\"ok\":true,\"room\":" + room + "}}]"));
        bob.received();
        eve.received();

        bob.send("2/chat,1[\"rooms\"]", "2/chat,2[\"join-room\",{\"room\":\"attic\"}]");
        assertThat(bob.received().get(0))
                .isEqualTo("3/chat,1[{\"ok\":true,\"rooms\":[" + room + ",\"member\":false,\"members\":1}]}]");
        ann.received();
        bob.send(
                "2/chat,3[\"say\",{\"room\":\"attic\",\"text\":\"hi\"}]", "2/chat,4[\"members\",{\"room\":\"attic\"}]");

        assertThat(ann.received()).singleElement().asString().contains("\"text\":\"hi\"");
        assertThat(bob.received()).last().isEqualTo("3/chat,4[{\"ok\":true,\"members\":[\"Ann\",\"Bob\"]}]");
        assertThat(eve.received()).isEmpty();
        TestServer.Client again = chat.server.join("/chat");
        again.send("2/chat,0[\"join\",{\"name\":\"Bob\",\"token\":\"token of 2\"}]");
        assertThat(again.received()).singleElement().asString().contains("\"rooms\":[" + room + "}]");
    }

    @Test
    void a_private_room_is_unknown_to_others_until_they_are_invited_and_again_when_they_have_left() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client bob = chat.structured("Bob");
        ann.send(
                "2/chat,[\"create-room\",{\"room\":\"attic\",\"private\":true}]",
                "2/chat,[\"say\",{\"room\":\"attic\",\"text\":\"secret\"}]");
        String history = "[\"history\",{\"room\":\"attic\"}]";
        String unknown = "[{\"ok\":false,\"error\":\"unknown-room\","
                + "\"message\":\"there is no room of this name, or it is for others\"}]";
        bob.received();
        bob.send("2/chat,1" + history, "2/chat,2[\"rooms\"]");
        assertThat(bob.received()).containsExactly("3/chat,1" + unknown, "3/chat,2[{\"ok\":true,\"rooms\":[]}]");

        ann.send("2/chat,[\"invite\",{\"room\":\"attic\",\"name\":\"Bob\"}]");
        assertThat(bob.received())
                .first()
                .isEqualTo("2/chat,[\"room\",{\"name\":\"attic\",\"topic\":\"\",\"private\":true,\"member\":true}]");
        bob.send("2/chat,3" + history);
        assertThat(bob.received()).singleElement().asString().contains("\"text\":\"secret\"");
        ann.send("2/chat,[\"topic\",{\"room\":\"attic\",\"topic\":\"dust\"}]");
        assertThat(bob.received()).singleElement().asString().contains("\"topic\":\"dust\"", "\"member\":true");

        bob.send("2/chat,4[\"leave-room\",{\"room\":\"attic\"}]");
        assertThat(bob.received())
                .satisfiesExactly(
                        event -> assertThat(event).asString().contains("\"member\":false"),
                        answer -> assertThat(answer).isEqualTo("3/chat,4[{\"ok\":true}]"));
        ann.send("2/chat,[\"say\",{\"room\":\"attic\",\"text\":\"gone?\"}]");
        bob.send("2/chat,5" + history);
        assertThat(bob.received()).containsExactly("3/chat,5" + unknown);
    }

    @Test
    void the_lines_of_the_classic_protocol_have_nothing_of_other_rooms() {
        TestServer.Client classic = chat.classic("Cid");
        TestServer.Client ann = chat.structured("Ann");
        classic.received();
        ann.send(
                "2/chat,[\"create-room\",{\"room\":\"attic\"}]",
                "2/chat,[\"say\",{\"room\":\"attic\",\"text\":\"up here\"}]",
                "2/chat,[\"say\",{\"text\":\"down here\"}]");

        assertThat(classic.received()).containsExactly("2[\"message\",\"Ann: down here\"]");
    }
}
