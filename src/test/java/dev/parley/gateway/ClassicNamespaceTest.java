package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.LogUnavailableException;
import dev.parley.engine.CloseReason;
import dev.parley.socket.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespace {@code /} as its clients see it on the wire. */
class ClassicNamespaceTest {
    private final GatewayFixture chat = new GatewayFixture();

    @Test
    void a_first_message_is_a_name_and_everybody_else_is_told() {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client bob = chat.server.join("/");

        bob.send("2[\"message\",\"张三😀\"]");

        assertThat(ann.received()).containsExactly("2[\"message\",\"张三😀加入聊天室\"]");
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void a_message_goes_to_everybody_the_sender_included() {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client bob = chat.classic("Bob");
        TestServer.Client nobody = chat.server.join("/");
        ann.received();

        bob.send("2[\"message\",\"你好: hi\"]");

        assertThat(ann.received()).containsExactly("2[\"message\",\"Bob: 你好: hi\"]");
        assertThat(bob.received()).containsExactly("2[\"message\",\"Bob: 你好: hi\"]");
        assertThat(nobody.received()).isEmpty();
    }

    @Test
    void no_line_tells_that_a_message_was_changed() {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client bob = chat.structured("Bob");
        bob.send("2/chat,[\"say\",{\"text\":\"helo\"}]"); // 3
        ann.received();

        bob.send("2/chat,[\"edit\",{\"id\":3,\"text\":\"hello\"}]");
        bob.send("2/chat,[\"delete\",{\"id\":3}]");

        assertThat(bob.received()).hasSizeGreaterThan(2);
        assertThat(ann.received()).isEmpty();
    }

    @Test
    void who_goes_too_fast_is_told_and_who_goes_on_is_cut() {
        TestServer.Client ann = chat.classic("Ann");
        for (int i = 1; i < 100; i++) {
            ann.send("2[\"message\",\"line\"]");
        }
        ann.received();

        ann.send("27[\"message\",\"too fast\"]");

        assertThat(ann.received()).hasSize(2).satisfies(answers -> {
            assertThat(answers.get(0)).asString().startsWith("2[\"message\",\"[系统] 消息太快");
            assertThat(answers.get(1)).asString().startsWith("37[{\"ok\":false,\"error\":\"too-fast\"");
        });
        for (int i = 0; i < 100; i++) {
            assertThat(ann.closed()).isNull();
            ann.send("2[\"message\",\"too fast\"]");
        }
        assertThat(ann.received()).endsWith("1");
        assertThat(ann.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void a_private_message_goes_to_its_two_people_alone() {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client bob = chat.classic("Bob");
        TestServer.Client eve = chat.classic("Eve");
        ann.received();
        bob.received();

        bob.send("2[\"message\",\"@ann psst\"]");

        assertThat(ann.received()).containsExactly("2[\"message\",\"[私信] Bob → Ann: psst\"]");
        assertThat(bob.received()).containsExactly("2[\"message\",\"[私信] Bob → Ann: psst\"]");
        assertThat(eve.received()).isEmpty();
    }

    @Test
    void a_private_message_to_oneself_comes_once() {
        TestServer.Client ann = chat.classic("Ann");

        ann.send("2[\"message\",\"@Ann note\"]");

        assertThat(ann.received()).containsExactly("2[\"message\",\"[私信] Ann → Ann: note\"]");
    }

    @Test
    void a_private_message_to_nobody_answers_the_sender_with_a_notice() {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client bob = chat.classic("Bob");
        ann.received();

        bob.send("2[\"message\",\"@Zoe psst\"]");

        assertThat(bob.received()).containsExactly("2[\"message\",\"[系统] 没有这个用户 (nobody called Zoe is here)\"]");
        assertThat(ann.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "ANN", "", "two words", "a\\u0007b"})
    void a_bad_or_used_name_is_refused_with_a_notice_and_can_be_tried_again(String name) {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client other = chat.server.join("/");

        other.send("2[\"message\",\"" + name + "\"]");
        assertThat(other.received()).hasSize(1).first().asString().startsWith("2[\"message\",\"[系统] 名字");
        assertThat(ann.received()).isEmpty();
        other.send("2[\"message\",\"Bob\"]");

        assertThat(ann.received()).containsExactly("2[\"message\",\"Bob加入聊天室\"]");
    }

    @Test
    void leaving_tells_the_others_and_frees_the_name() {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client bob = chat.classic("Bob");
        TestServer.Client eve = chat.classic("Eve");
        ann.received();

        bob.vanish();
        eve.send("1");
        assertThat(ann.received()).containsExactly("2[\"message\",\"Bob离开聊天室\"]", "2[\"message\",\"Eve离开聊天室\"]");
        chat.classic("Bob");

        assertThat(ann.received()).containsExactly("2[\"message\",\"Bob加入聊天室\"]");
    }

    @Test
    void an_acknowledgement_comes_when_the_message_is_committed_and_has_its_id() {
        TestServer.Client ann = chat.server.join("/");
        ann.send("20[\"message\",\"Ann\"]");
        assertThat(ann.received()).containsExactly("30[{\"ok\":true,\"id\":1}]");
        chat.log.hold();
        ann.send("21[\"message\",\"hello\"]");
        assertThat(ann.received()).isEmpty();

        chat.log.release();

        assertThat(ann.received()).containsExactly("2[\"message\",\"Ann: hello\"]", "31[{\"ok\":true,\"id\":2}]");
    }

    @Test
    void a_refusal_is_acknowledged_with_its_code() {
        TestServer.Client ann = chat.server.join("/");

        ann.send("20[\"message\",\"two words\"]");

        assertThat(ann.received())
                .element(1)
                .asString()
                .startsWith("30[{\"ok\":false,\"error\":\"name-invalid\",\"message\":\"");
    }

    @Test
    void what_cannot_be_stored_is_refused_and_told_to_nobody_else() {
        TestServer.Client ann = chat.classic("Ann");
        TestServer.Client bob = chat.classic("Bob");
        ann.received();
        chat.log.fail(LogUnavailableException.Reason.AWAY);

        bob.send("20[\"message\",\"hello\"]");

        assertThat(bob.received()).hasSize(2).element(1).asString().contains("\"error\":\"unavailable\"");
        assertThat(ann.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"20[\"message\"]", "20[\"message\",1]", "20[\"message\",\"a\",\"b\"]", "20[\"message\",{}]"})
    void what_is_not_one_string_is_refused(String packet) {
        TestServer.Client ann = chat.server.join("/");

        ann.send(packet);

        assertThat(ann.received())
                .containsExactly(
                        "2[\"message\",\"[系统] 消息必须是一个字符串 (a message is one string)\"]",
                        "30[{\"ok\":false,\"error\":\"invalid\",\"message\":\"a message is one string\"}]");
        assertThat(chat.log.stored()).isEmpty();
    }

    @Test
    void people_of_both_namespaces_are_in_one_room() {
        TestServer.Client classic = chat.classic("Ann");
        TestServer.Client structured = chat.structured("Bob");
        assertThat(classic.received()).containsExactly("2[\"message\",\"Bob加入聊天室\"]");

        structured.send(
                "2/chat,[\"say\",{\"text\":\"one\\ntwo\"}]", "2/chat,[\"whisper\",{\"to\":\"Ann\",\"text\":\"psst\"}]");
        classic.send("2[\"message\",\"@Bob psst too\"]");

        assertThat(classic.received())
                .containsExactly(
                        "2[\"message\",\"Bob: one\\ntwo\"]",
                        "2[\"message\",\"[私信] Bob → Ann: psst\"]",
                        "2[\"message\",\"[私信] Ann → Bob: psst too\"]");
        assertThat(structured.received())
                .last()
                .isEqualTo("2/chat,[\"message\",{\"id\":5,\"kind\":\"whisper\",\"author\":\"Ann\",\"to\":\"Bob\","
                        + "\"text\":\"psst too\",\"at\":\"2026-01-01T12:00:00.000Z\"}]");
        assertThat(chat.server.join("/").send("20[\"message\",\"bob\"]").received())
                .last()
                .asString()
                .contains("name-taken");
    }
}
