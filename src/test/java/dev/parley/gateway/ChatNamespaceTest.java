package dev.parley.gateway;

import static dev.parley.gateway.ChatJson.change;
import static dev.parley.gateway.ChatJson.event;
import static dev.parley.gateway.ChatJson.join;
import static dev.parley.gateway.ChatJson.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.CloseReason;
import dev.parley.socket.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Namespace {@code /chat} as {@code src/docs/chat-protocol.md} has it; ChatJoinTest, ChatRoomsTest and ChatFilesTest have the rest. */
class ChatNamespaceTest {
    private final GatewayFixture chat = new GatewayFixture();

    @Test
    void a_request_that_comes_too_fast_is_refused_and_whoever_goes_on_is_cut() {
        TestServer.Client ann = chat.structured("Ann"); // which counts as five: it asks for all that a page begins with
        for (int i = 5; i < 100; i++) {
            ann.send("2/chat,[\"say\",{\"text\":\"hi\"}]");
        }
        ann.received();

        ann.send("2/chat,7[\"people\",{}]");

        assertThat(ann.received())
                .singleElement()
                .asString()
                .startsWith("3/chat,7[{\"ok\":false,\"error\":\"too-fast\"");
        for (int i = 0; i < 100; i++) {
            assertThat(ann.closed()).isNull();
            ann.send("2/chat,[\"people\",{}]");
        }
        assertThat(ann.received()).containsExactly("1/chat,");
        assertThat(ann.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void changes_are_messages_to_everybody_and_a_page_has_what_they_made() {
        TestServer.Client bob = chat.structured("Bob");
        TestServer.Client ann = chat.structured("Ann");
        ann.send("2/chat,[\"say\",{\"text\":\"helo\"}]"); // 3
        ann.send("2/chat,[\"say\",{\"text\":\"me\",\"reply\":3}]");
        bob.received();

        ann.send("2/chat,1[\"edit\",{\"id\":3,\"text\":\"hello\"}]");
        bob.send("2/chat,1[\"react\",{\"id\":3,\"emoji\":\"👍\"}]");
        bob.send("2/chat,[\"react\",{\"id\":4,\"emoji\":\"👎\"}]");
        bob.send("2/chat,[\"unreact\",{\"id\":4,\"emoji\":\"👎\"}]");
        ann.send("2/chat,[\"delete\",{\"id\":4}]");
        String edit = change(5, "edit", "Ann", "hello", 3);
        String react = change(6, "react", "Bob", "👍", 3);
        assertThat(bob.received())
                .containsExactly(
                        event(edit),
                        event(react),
                        "3/chat,1[{\"ok\":true,\"message\":" + react + "}]",
                        event(change(7, "react", "Bob", "👎", 4)),
                        event(change(8, "unreact", "Bob", "👎", 4)),
                        event(change(9, "delete", "Ann", "", 4)));

        bob.send("2/chat,2[\"history\",{\"limit\":2}]");
        assertThat(bob.received())
                .singleElement()
                .asString()
                .startsWith(
                        "3/chat,2[{\"ok\":true,\"messages\":[{\"id\":3,\"kind\":\"say\",\"author\":\"Ann\",\"room\":\"lobby\","
                                + "\"text\":\"hello\",\"at\":\"2026-01-01T12:00:00.000Z\",\"edited\":\"2026-01-01T12:00:00.000Z\","
                                + "\"reactions\":[{\"emoji\":\"👍\",\"by\":[\"Bob\"]}]},")
                .contains("\"text\":\"\",\"at\":\"2026-01-01T12:00:00.000Z\",\"reply\":3,\"deleted\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edit   | {\"id\":3,\"text\":\"mine\"} | not-author",
                "delete | {\"id\":3}                   | not-author",
                "delete | {\"id\":99}                  | unknown-message",
                "delete | {}                           | invalid",
                "edit   | {\"id\":3}                   | invalid",
                "react  | {\"id\":3,\"emoji\":\"yes\"}  | emoji-invalid",
                "unreact| {\"id\":3}                   | invalid",
                "say    | {\"text\":\"a\",\"reply\":99} | unknown-message",
                "say    | {\"text\":\"a\",\"reply\":-1} | invalid"
            })
    void a_change_that_cannot_be_has_an_error(String event, String object, String error) {
        TestServer.Client bob = chat.structured("Bob");
        chat.structured("Ann").send("2/chat,[\"say\",{\"text\":\"hers\"}]"); // 3
        bob.received();

        bob.send("2/chat,7[\"" + event + "\"," + object + "]");

        assertThat(bob.received())
                .singleElement()
                .asString()
                .startsWith("3/chat,7[{\"ok\":false,\"error\":\"" + error + "\"");
    }

    @Test
    void say_is_acknowledged_with_the_message_that_everybody_gets() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client bob = chat.structured("Bob");
        ann.received();

        bob.send("2/chat,1[\"say\",{\"text\":\"<b>你好</b>\"}]");

        String said = message(3, "say", "Bob", "<b>你好</b>");
        assertThat(ann.received()).containsExactly("2/chat,[\"message\"," + said + "]");
        assertThat(bob.received())
                .containsExactly(
                        "2/chat,[\"message\"," + said + "]", "3/chat,1[{\"ok\":true,\"message\":" + said + "}]");
    }

    @Test
    void a_message_sent_again_is_acknowledged_again_and_delivered_once() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client bob = chat.structured("Bob");
        String say = "[\"say\",{\"text\":\"hi\",\"uuid\":\"123E4567-e89b-42d3-a456-426614174000\"}]";
        bob.send("2/chat,1" + say);
        String acknowledged = String.valueOf(bob.received().get(1)).substring("3/chat,1".length());
        assertThat(acknowledged)
                .endsWith(",\"at\":\"2026-01-01T12:00:00.000Z\",\"uuid\":\"123e4567-e89b-42d3-a456-426614174000\"}}]");
        ann.received();

        bob.send("2/chat,2" + say);

        assertThat(bob.received()).containsExactly("3/chat,2" + acknowledged);
        assertThat(ann.received()).isEmpty();
    }

    @Test
    void how_far_a_person_has_read_is_told_to_all_their_connections_and_at_the_next_visit() {
        TestServer.Client first = chat.structured("Ann");
        TestServer.Client second = chat.server.join("/chat");
        second.send("2/chat,0[\"join\",{\"name\":\"Ann\",\"token\":\"token of 1\"}]")
                .received();
        TestServer.Client bob = chat.structured("Bob");
        bob.send(
                "2/chat,[\"whisper\",{\"to\":\"Ann\",\"text\":\"a\"}]",
                "2/chat,[\"whisper\",{\"to\":\"Ann\",\"text\":\"b\"}]");
        first.received();
        second.received();

        second.send("2/chat,1[\"read\",{\"conversation\":\"@bob\",\"id\":3}]");

        String read = "2/chat,[\"read\",{\"conversation\":\"@bob\",\"id\":3}]";
        assertThat(first.received()).containsExactly(read);
        assertThat(second.received()).containsExactly(read, "3/chat,1[{\"ok\":true}]");
        TestServer.Client third = chat.server.join("/chat");
        third.send("2/chat,0[\"join\",{\"name\":\"Ann\",\"token\":\"token of 1\"}]");
        assertThat(third.received())
                .last()
                .asString()
                .contains("{\"conversation\":\"@Bob\",\"last\":4,\"read\":3,\"unread\":1}");
    }

    @Test
    void history_pages_backwards_and_forwards() {
        TestServer.Client ann = chat.structured("Ann");
        ann.send("2/chat,[\"say\",{\"text\":\"a\"}]", "2/chat,[\"say\",{\"text\":\"b\"}]")
                .received();

        ann.send("2/chat,1[\"history\",{\"before\":3,\"limit\":1}]", "2/chat,2[\"history\",{\"after\":1,\"limit\":1}]");
        ann.send("2/chat,3[\"history\",{\"with\":\"Bob\",\"before\":null}]", "2/chat,4[\"history\"]");

        assertThat(ann.received())
                .containsExactly(
                        "3/chat,1[{\"ok\":true,\"messages\":[" + message(2, "say", "Ann", "a") + "],\"more\":true}]",
                        "3/chat,2[{\"ok\":true,\"messages\":[" + message(2, "say", "Ann", "a") + "],\"more\":true}]",
                        "3/chat,3[{\"ok\":true,\"messages\":[],\"more\":false}]",
                        "3/chat,4[{\"ok\":true,\"messages\":[" + join(1, "Ann") + ","
                                + message(2, "say", "Ann", "a") + "," + message(3, "say", "Ann", "b")
                                + "],\"more\":false}]");
    }

    @Test
    void people_are_listed_in_the_order_of_their_coming() {
        chat.classic("Bob");
        TestServer.Client ann = chat.structured("Ann");

        ann.send("2/chat,1[\"people\",{}]");

        assertThat(ann.received()).containsExactly("3/chat,1[{\"ok\":true,\"people\":[\"Bob\",\"Ann\"],\"away\":[]}]");
    }

    @Test
    void everybody_is_told_who_is_away_and_who_comes_later_finds_it() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client bob = chat.structured("Bob");
        ann.received();

        bob.send("2/chat,1[\"away\",{\"away\":true}]");

        assertThat(ann.received()).containsExactly("2/chat,[\"away\",{\"name\":\"Bob\",\"away\":true}]");
        assertThat(bob.received()).last().isEqualTo("3/chat,1[{\"ok\":true}]");
        ann.send("2/chat,2[\"people\"]");
        assertThat(ann.received())
                .containsExactly("3/chat,2[{\"ok\":true,\"people\":[\"Ann\",\"Bob\"],\"away\":[\"Bob\"]}]");
        bob.send("2/chat,[\"away\",{\"away\":false}]");
        assertThat(ann.received()).containsExactly("2/chat,[\"away\",{\"name\":\"Bob\",\"away\":false}]");
    }

    @Test
    void who_is_writing_is_told_to_whom_it_is_for_as_these_call_the_conversation() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client bob = chat.structured("Bob");
        TestServer.Client eve = chat.structured("Eve");
        ann.received();
        bob.received();

        ann.send("2/chat,1[\"writing\",{\"with\":\"Bob\"}]");
        eve.send("2/chat,1[\"writing\",{}]");

        assertThat(bob.received())
                .containsExactly(
                        "2/chat,[\"writing\",{\"conversation\":\"@Ann\",\"name\":\"Ann\"}]",
                        "2/chat,[\"writing\",{\"conversation\":\"lobby\",\"name\":\"Eve\"}]");
        assertThat(eve.received()).hasSize(2).first().asString().contains("\"conversation\":\"lobby\"");
        assertThat(ann.received()).hasSize(2).first().isEqualTo("3/chat,1[{\"ok\":true}]");
    }

    @Test
    void what_was_said_is_found_by_its_words_newest_first_and_by_those_who_may_read_it() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client bob = chat.structured("Bob");
        ann.send(
                "2/chat,[\"say\",{\"text\":\"one apple\"}]",
                "2/chat,[\"create-room\",{\"room\":\"attic\",\"private\":true}]",
                "2/chat,[\"say\",{\"text\":\"secret apple\",\"room\":\"attic\"}]",
                "2/chat,[\"say\",{\"text\":\"Apples!\"}]");
        bob.received();

        bob.send(
                "2/chat,1[\"search\",{\"text\":\"APPLE\"}]",
                "2/chat,2[\"search\",{\"text\":\"apple\",\"limit\":1}]",
                "2/chat,3[\"search\",{\"text\":\"apple\",\"limit\":1,\"before\":6}]",
                "2/chat,4[\"search\",{\"text\":\"apple\",\"room\":\"attic\"}]",
                "2/chat,5[\"search\",{\"author\":\"ann\",\"from\":\"2026-01-01T13:00:00+01:00\",\"to\":\"2026-01-01T12:00:00Z\"}]");

        String one = message(3, "say", "Ann", "one apple");
        String apples = message(6, "say", "Ann", "Apples!");
        assertThat(bob.received())
                .containsExactly(
                        "3/chat,1[{\"ok\":true,\"messages\":[" + apples + "," + one + "],\"more\":false}]",
                        "3/chat,2[{\"ok\":true,\"messages\":[" + apples + "],\"more\":true,\"next\":6}]",
                        "3/chat,3[{\"ok\":true,\"messages\":[" + one + "],\"more\":false}]",
                        "3/chat,4[{\"ok\":false,\"error\":\"unknown-room\","
                                + "\"message\":\"there is no room of this name, or it is for others\"}]",
                        "3/chat,5[{\"ok\":true,\"messages\":[],\"more\":false}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"search\",{\"text\":1} | text must be a string",
                "\"search\",{\"text\":\"a\",\"author\":\"two words\"} | author must be the name of a person",
                "\"search\",{\"text\":\"a\",\"with\":\"Bob\",\"room\":\"attic\"} | one of with and room is allowed, not both",
                "\"search\",{\"text\":\"a\",\"from\":\"2026-01-31\"} | from must be a moment, such as 2026-01-31T00:00:00Z",
                "\"search\",{\"text\":\"a\",\"to\":\"+99999-01-31T00:00:00Z\"} | to must be a moment, such as 2026-01-31T00:00:00Z",
                "\"search\",{\"text\":\"a\",\"limit\":51} | limit must be a whole number from 1 to 50",
                "\"search\",{\"text\":\"a\",\"limit\":0} | limit must be a whole number from 1 to 50",
                "\"search\",{\"text\":\"a\",\"before\":-1} | before must be a whole number from 0 to 9007199254740991",
                "\"join\" | name is missing: a string",
                "\"join\",\"Ann\" | argument 0 is not an object",
                "\"join\",{} | name is missing: a string",
                "\"join\",{\"name\":1} | name must be a string",
                "\"join\",{\"name\":\"Ann\",\"token\":1} | token must be a string",
                "\"join\",{\"name\":\"Ann\",\"last\":-1} | last must be a whole number from 0 to 9007199254740991",
                "\"say\",{\"txt\":\"a\"} | text is missing: a string",
                "\"say\",{\"text\":\"a\",\"uuid\":\"1\"} | uuid must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000",
                "\"read\",{\"conversation\":\"the attic\",\"id\":1} | conversation must be the name of a room, or @ and a name",
                "\"history\",{\"with\":\"Bob\",\"room\":\"attic\"} | one of with and room is allowed, not both",
                "\"history\",{\"with\":\"two words\"} | with must be the name of a person",
                "\"join-room\",{\"room\":\"@attic\"} | room must be the name of a room",
                "\"create-room\",{\"room\":\"attic\",\"private\":1} | private must be true or false",
                "\"read\",{\"conversation\":\"lobby\"} | id must be a whole number from 0 to 9007199254740991",
                "\"whisper\",{\"text\":\"a\"} | to is missing: a string",
                "\"history\",{\"limit\":0} | limit must be a whole number from 1 to 200",
                "\"history\",{\"limit\":201} | limit must be a whole number from 1 to 200",
                "\"history\",{\"limit\":\"9\"} | limit must be a whole number from 1 to 200",
                "\"history\",{\"before\":-1} | before must be a whole number from 0 to 9007199254740991",
                "\"history\",{\"after\":1.5} | after must be a whole number from 0 to 9007199254740991",
                "\"history\",{\"after\":1,\"before\":2} | one of before and after is allowed, not both",
            })
    void a_request_that_is_not_as_documented_is_told_what_is_expected(String event, String message) {
        TestServer.Client ann = chat.server.join("/chat");

        ann.send("2/chat,1[" + event + "]");

        assertThat(ann.received())
                .containsExactly("3/chat,1[{\"ok\":false,\"error\":\"invalid\",\"message\":\"" + message + "\"}]");
    }
}
