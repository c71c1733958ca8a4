package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.LogUnavailableException;
import dev.parley.engine.CloseReason;
import dev.parley.socket.TestServer;
import dev.parley.wire.engineio.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespace {@code /chat} as {@code src/docs/chat-protocol.md} has it. */
class ChatNamespaceTest {
    private static final String AT = ",\"at\":\"2026-01-01T12:00:00.000Z\"}";

    private final GatewayFixture chat = new GatewayFixture();

    private static String join(int id, String name) {
        return message(id, "join", name, "");
    }

    private static String message(int id, String kind, String author, String text) {
        return "{\"id\":" + id + ",\"kind\":\"" + kind + "\",\"author\":\"" + author
                + "\",\"room\":\"lobby\",\"text\":\"" + text + "\"" + AT;
    }

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
    void a_file_is_sent_in_parts_and_shared_with_a_message() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client line = chat.classic("Bob");
        ann.received();
        ann.send("2/chat,1[\"file\",{\"name\":\"a.png\",\"type\":\"image/png\",\"size\":3,\"width\":4,\"height\":5}]");
        assertThat(ann.received()).containsExactly("3/chat,1[{\"ok\":true,\"file\":1}]");
        ann.send("2/chat,2[\"say\",{\"files\":[1]}]");
        assertThat(ann.received()).singleElement().asString().contains("\"error\":\"unknown-file\"");
        ann.send(
                "51-/chat,3[\"file-part\",{\"file\":1,\"data\":{\"_placeholder\":true,\"num\":0}}]",
                Bytes.copyOf(new byte[] {1, 2, 3}));
        assertThat(ann.received()).containsExactly("3/chat,3[{\"ok\":true,\"missing\":0}]");
        line.received();

        ann.send("2/chat,4[\"say\",{\"files\":[1]}]");

        assertThat(ann.received())
                .last()
                .asString()
                .contains("\"text\":\"\"")
                .contains(
                        "\"files\":[{\"id\":1,\"name\":\"a.png\",\"type\":\"image/png\",\"size\":3,\"width\":4,\"height\":5}]");
        assertThat(line.received()).containsExactly("2[\"message\",\"Ann: [文件] a.png\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"file\",{\"name\":\"a\"}",
                "\"file\",{\"name\":\"a\",\"size\":-1}",
                "\"file\",{\"name\":\"a\",\"size\":1.5}",
                "\"file\",{\"name\":\"a\",\"size\":1,\"width\":0}",
                "\"file\",{\"name\":\"a\",\"size\":1,\"width\":1,\"height\":65536}",
                "\"file-part\",{\"file\":1,\"data\":\"text\"}",
                "\"file-part\",{\"data\":\"text\"}",
                "\"say\",{\"text\":\"hi\",\"files\":[\"1\"]}",
                "\"say\",{\"text\":\"hi\",\"files\":1}",
                "\"say\",{\"files\":[]}",
            })
    void a_request_about_files_that_is_none_is_invalid(String request) {
        TestServer.Client ann = chat.structured("Ann");

        ann.send("2/chat,1[" + request + "]");

        assertThat(ann.received()).singleElement().asString().contains("\"error\":\"invalid\"");
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

    private static String change(int id, String kind, String author, String text, int target) {
        String message = message(id, kind, author, text);
        return message.substring(0, message.length() - 1) + ",\"target\":" + target + "}";
    }

    private static String event(String message) {
        return "2/chat,[\"message\"," + message + "]";
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
