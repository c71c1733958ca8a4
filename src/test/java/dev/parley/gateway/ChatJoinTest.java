package dev.parley.gateway;

import static dev.parley.gateway.ChatJson.join;
import static dev.parley.gateway.ChatJson.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.LogUnavailableException;
import dev.parley.socket.TestServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining by namespace {@code /chat} as {@code src/docs/chat-protocol.md} has it. */
class ChatJoinTest {
    private final GatewayFixture chat = new GatewayFixture();

    @Test
    void the_answer_to_join_has_all_that_a_page_begins_with() {
        chat.structured("Bob");
        TestServer.Client ann = chat.server.join("/chat");

        ann.send("2/chat,7[\"join\",{\"name\":\"Ann\"}]");

        assertThat(ann.received())
                .hasSize(1)
                .first()
                .asString()
                .matches(Pattern.quote("3/chat,7[{\"ok\":true,\"me\":\"Ann\",\"token\":\"") + "token of [0-9]+"
                        + Pattern.quote("\",\"room\":\"lobby\",\"people\":[\"Bob\",\"Ann\"],\"away\":[],\"messages\":["
                                + join(1, "Bob") + "," + join(2, "Ann")
                                + "],\"more\":false,\"gap\":false,\"conversations\":["
                                + "{\"conversation\":\"lobby\",\"last\":2,\"read\":2,\"unread\":0}],\"rooms\":[],"
                                + "\"files\":{\"maxBytes\":10485760,\"maxPerMessage\":10,\"types\":[\"*/*\"]}}]"));
    }

    @Test
    void a_token_makes_two_connections_one_person() {
        TestServer.Client first = chat.server.join("/chat");
        first.send("2/chat,0[\"join\",{\"name\":\"Ann\"}]");
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"")
                .matcher(first.received().get(0).toString());
        assertThat(token.find()).isTrue();
        TestServer.Client second = chat.server.join("/chat");

        second.send("2/chat,0[\"join\",{\"name\":\"Ann\",\"token\":\"" + token.group(1) + "\"}]");
        assertThat(second.received()).first().asString().contains("\"ok\":true", token.group(1), "[\"Ann\"]");
        second.send("2/chat,[\"say\",{\"text\":\"hello\"}]");

        assertThat(first.received()).containsExactly("2/chat,[\"message\"," + message(2, "say", "Ann", "hello") + "]");
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void a_code_in_the_place_of_name_and_token_makes_two_connections_one_person() {
        TestServer.Client first = chat.structured("Ann");
        first.send("2/chat,1[\"device-code\",{}]");
        Matcher made = Pattern.compile(Pattern.quote("3/chat,1[{\"ok\":true,\"code\":\"") + "([0-9A-Z]{5}-[0-9A-Z]{5})"
                        + Pattern.quote("\",\"seconds\":300}]"))
                .matcher(first.received().get(0).toString());
        assertThat(made.matches()).isTrue();
        TestServer.Client second = chat.server.join("/chat");

        second.send("2/chat,0[\"join\",{\"code\":\"" + made.group(1) + "\"}]");
        assertThat(second.received())
                .singleElement()
                .asString()
                .startsWith("3/chat,0[{\"ok\":true,\"me\":\"Ann\",\"token\":\"token of 1\"")
                .contains("\"people\":[\"Ann\"]", "\"messages\":[" + join(1, "Ann") + "]");
        second.send("2/chat,[\"read\",{\"conversation\":\"lobby\",\"id\":1}]");

        assertThat(first.received()).containsExactly("2/chat,[\"read\",{\"conversation\":\"lobby\",\"id\":1}]");
        assertThat(first.closed()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "join        | {\"code\":\"ABCDE-FGHJK\"} | unknown-code",
                "join        | {\"code\":\"\"}            | unknown-code",
                "join        | {\"code\":1}               | invalid",
                "join        | {\"last\":1}               | invalid",
                "device-code | {}                         | not-joined",
            })
    void what_is_wrong_about_codes_is_refused(String event, String request, String error) {
        TestServer.Client ann = chat.server.join("/chat");

        ann.send("2/chat,1[\"" + event + "\"," + request + "]");

        assertThat(ann.received()).singleElement().asString().contains("\"error\":\"" + error + "\"");
    }

    @Test
    void the_list_of_people_is_right_for_what_comes_after_the_answer() {
        TestServer.Client bob = chat.structured("Bob");
        TestServer.Client ann = chat.server.join("/chat");
        chat.storage.hold();
        ann.send("2/chat,7[\"join\",{\"name\":\"Ann\"}]");
        chat.storage.runNext(); // the person; the page of the answer waits
        bob.vanish();
        chat.storage.release();

        assertThat(ann.received())
                .satisfiesExactly(
                        left -> assertThat(left).asString().contains("\"kind\":\"leave\""),
                        answer -> assertThat(answer).asString().contains("\"people\":[\"Ann\"]"));
    }

    @Test
    void joining_succeeds_though_the_page_cannot_be_read() {
        TestServer.Client ann = chat.server.join("/chat");
        chat.storage.hold();
        ann.send("2/chat,7[\"join\",{\"name\":\"Ann\"}]");
        chat.storage.runNext();
        chat.log.fail(LogUnavailableException.Reason.AWAY);
        chat.storage.release();

        assertThat(ann.received()).first().asString().contains("\"ok\":true", "\"messages\":[],\"more\":true");
    }

    @Test
    void who_comes_again_gets_what_the_lobby_has_after_the_last_message_or_the_newest_page_behind_a_gap() {
        TestServer.Client bob = chat.structured("Bob"); // message 1
        for (int i = 2; i <= 60; i++) {
            bob.send("2/chat,[\"say\",{\"text\":\"" + i + "\"}]");
        }
        TestServer.Client few = chat.server.join("/chat");
        few.send("2/chat,0[\"join\",{\"name\":\"Ann\",\"last\":58}]"); // and Ann's coming is 61
        TestServer.Client many = chat.server.join("/chat");
        many.send("2/chat,0[\"join\",{\"name\":\"Cid\",\"last\":2}]");

        assertThat(few.received().get(0).toString())
                .contains("\"messages\":[" + message(59, "say", "Bob", "59"), "\"more\":false,\"gap\":false")
                .doesNotContain("\"id\":58,");
        assertThat(many.received().get(0).toString())
                .contains("\"messages\":[" + message(13, "say", "Bob", "13"), "\"more\":true,\"gap\":true");
    }

    @Test
    void who_asks_learns_whether_a_guest_may_come() {
        TestServer.Client client = chat.server.join("/chat");

        client.send("2/chat,1[\"who\"]");

        assertThat(client.received()).containsExactly("3/chat,1[{\"ok\":true,\"account\":null,\"guests\":true}]");
    }

    @Test
    void a_forgotten_name_can_be_taken_by_anybody() {
        TestServer.Client ann = chat.structured("Ann");
        ann.send("2/chat,1[\"forget\"]");
        assertThat(ann.received()).containsExactly("3/chat,1[{\"ok\":true}]");
        ann.vanish();

        TestServer.Client other = chat.server.join("/chat");
        other.send("2/chat,0[\"join\",{\"name\":\"Ann\"}]");

        assertThat(other.received()).first().asString().contains("\"ok\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"say\",{\"text\":\"a\"}",
                "\"whisper\",{\"to\":\"a\",\"text\":\"a\"}",
                "\"people\"",
                "\"search\",{\"text\":\"a\"}",
                "\"rooms\"",
                "\"away\",{\"away\":true}",
                "\"writing\"",
                "\"create-room\",{\"room\":\"attic\"}",
                "\"join-room\",{\"room\":\"attic\"}",
                "\"leave-room\",{\"room\":\"attic\"}",
                "\"topic\",{\"room\":\"attic\",\"topic\":\"\"}",
                "\"invite\",{\"room\":\"attic\",\"name\":\"Bob\"}",
                "\"members\",{\"room\":\"attic\"}",
                "\"history\""
            })
    void everything_but_join_needs_a_name(String event) {
        TestServer.Client ann = chat.server.join("/chat");

        ann.send("2/chat,1[" + event + "]");

        assertThat(ann.received())
                .containsExactly("3/chat,1[{\"ok\":false,\"error\":\"not-joined\",\"message\":\"join first\"}]");
    }
}
