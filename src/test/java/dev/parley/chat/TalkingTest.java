package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to all and to one: stored, and then delivered. */
class TalkingTest extends ClientFixture {
    @Test
    void nothing_is_delivered_or_done_before_it_is_stored() {
        Client ann = client().join("Ann");
        delivered.clear();
        log.hold();
        ann.say("one").say("two");
        assertThat(delivered).isEmpty();
        assertThat(ann.answers).hasSize(1);

        log.storeNext();
        assertThat(delivered).containsExactly("SAY Ann one");
        assertThat(((Message) ann.last()).id()).isEqualTo(2);

        log.storeNext();
        assertThat(delivered).containsExactly("SAY Ann one", "SAY Ann two");
        assertThat(((Message) ann.last()).at()).isEqualTo(Instant.parse("2026-01-01T12:00:00.123Z"));
    }

    @Test
    void what_could_not_be_stored_is_not_delivered_and_the_chat_goes_on() {
        Client ann = client().join("Ann");
        delivered.clear();
        log.fail(LogUnavailableException.Reason.AWAY);
        assertThat(ann.say("lost").refusal()).isEqualTo(Refusal.UNAVAILABLE);

        log.fail(null);
        ann.say("kept");

        assertThat(delivered).containsExactly("SAY Ann kept");
    }

    @Test
    void what_is_said_before_joining_is_refused() {
        assertThat(client().say("hello").refusal()).isEqualTo(Refusal.NOT_JOINED);
        assertThat(client().whisper("Ann", "hello").refusal()).isEqualTo(Refusal.NOT_JOINED);
    }

    @Test
    void what_is_said_while_joining_is_said_after_it() {
        storage.hold();
        Client ann = client().join("Ann").say("hello");

        storage.release();

        assertThat(log.stored()).containsExactly("JOIN Ann", "SAY Ann hello");
        assertThat(ann.answers).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', TEXT_EMPTY",
        "' \t\n\u3000', TEXT_EMPTY",
        "a\u0000b, TEXT_INVALID",
        "a\u009Bb, TEXT_INVALID",
        "12345678901, TEXT_TOO_LONG"
    })
    void a_text_that_may_not_be_said_is_refused(String text, Refusal why) {
        Client ann = new Client(chat("max-text", "10")).join("Ann");

        assertThat(ann.say(text).refusal()).isEqualTo(why);
        assertThat(ann.whisper("Ann", text).refusal()).isEqualTo(why);
        assertThat(log.stored()).containsExactly("JOIN Ann");
    }

    @Test
    void half_a_surrogate_pair_is_no_text() {
        assertThat(client().join("Ann").say("a\uD83D").refusal()).isEqualTo(Refusal.TEXT_INVALID);
    }

    @Test
    void a_text_may_have_lines_tabs_and_as_many_characters_of_any_plane_as_are_allowed() {
        Client ann = new Client(chat("max-text", "10")).join("Ann");

        ann.say("😀😀😀😀😀😀😀😀😀😀").say("a\r\n\tb");

        assertThat(log.stored()).endsWith("SAY Ann 😀😀😀😀😀😀😀😀😀😀", "SAY Ann a\r\n\tb");
    }

    @Test
    void a_private_message_is_for_somebody_who_is_here_by_whatever_form_of_the_name() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob");

        ann.whisper("BOB", "psst");
        assertThat(delivered).endsWith("WHISPER Ann > Bob psst");
        bob.leave();

        assertThat(ann.whisper("Eve", "psst").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
        assertThat(ann.whisper("no name", "psst").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    @Test
    void what_comes_again_has_the_first_ones_receipt_and_is_not_delivered_again() {
        UUID uuid = UUID.randomUUID();
        Client ann = client().join("Ann");
        log.hold();
        ann.say("hello", uuid).say("hello", uuid).say("more", UUID.randomUUID());
        log.release();
        Object last = ann.say("hello", uuid).last();

        assertThat(delivered).endsWith("(Ann enters)", "SAY Ann hello", "SAY Ann more");
        assertThat(ann.answers.subList(1, 3))
                .containsOnly(new Outcome.Done<>(last))
                .hasSize(2);
    }

    @Test
    void a_private_message_that_comes_again_has_its_receipt_though_its_reader_has_gone() {
        UUID uuid = UUID.randomUUID();
        Client ann = client().join("Ann");
        Client passing = client().line("Bob");
        Object first = ann.whisper("Bob", "psst", uuid).last();
        passing.leave();

        assertThat(ann.whisper("Bob", "psst", uuid).last()).isEqualTo(first);
        assertThat(ann.whisper("Bob", "psst", UUID.randomUUID()).refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    @Test
    void a_private_message_for_somebody_who_can_come_back_waits_for_them() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob").heard();
        bob.leave();
        Client passing = client().line("Cid");
        passing.leave();

        UUID uuid = UUID.randomUUID();
        ann.whisper("bob", "later", uuid);
        ann.say("behind it");

        assertThat(delivered).endsWith("WHISPER Ann > Bob later", "SAY Ann behind it");
        assertThat(log.find(Objects.requireNonNull(ann.me).id(), uuid).map(Message::recipient))
                .contains(bob.me);
        assertThat(ann.whisper("Cid", "never").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    @Test
    void a_connection_has_only_so_many_commands_without_an_answer() {
        Client ann = new Client(chat("max-pending", "2")).join("Ann");
        log.hold();
        ann.say("1").say("2").say("3");
        assertThat(ann.refusal()).isEqualTo(Refusal.BUSY);

        log.release();
        ann.say("4");

        assertThat(log.stored()).containsExactly("JOIN Ann", "SAY Ann 1", "SAY Ann 2", "SAY Ann 4");
    }
}
