package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The classic chat of plain lines. */
class LineTest extends ClientFixture {
    @Test
    void the_first_line_is_a_name_and_the_next_ones_are_said() {
        client().join("Bob");
        Client ann = client();
        storage.hold();
        ann.line("Ann").line("hello").line("@Bob psst  you").line("@ all").line("mail@Bob x");
        storage.release();

        assertThat(delivered)
                .endsWith(
                        "JOIN Ann",
                        "(Ann enters)",
                        "SAY Ann hello",
                        "WHISPER Ann > Bob psst  you",
                        "SAY Ann @ all",
                        "SAY Ann mail@Bob x");
        assertThat(ann.answers).allMatch(answer -> answer instanceof Outcome.Done);
    }

    @Test
    void a_line_for_nobody_or_without_a_text_is_told_to_nobody() {
        Client ann = client().line("Ann");

        assertThat(ann.line("@Bob psst").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
        assertThat(ann.line("@Ann").refusal()).isEqualTo(Refusal.TEXT_EMPTY);
        assertThat(log.stored()).containsExactly("JOIN Ann");
    }

    @Test
    void a_name_that_is_refused_leaves_the_next_line_to_be_a_name() {
        client().join("Ann");
        Client other = client();

        assertThat(other.line("Ann").refusal()).isEqualTo(Refusal.NAME_TAKEN);
        assertThat(other.line("two words").refusal()).isEqualTo(Refusal.NAME_INVALID);
        other.line("@nn").line("hello");

        assertThat(log.stored()).endsWith("JOIN @nn", "SAY @nn hello");
    }

    @Test
    void who_comes_by_a_line_is_somebody_new_each_time_and_keeps_no_name() {
        Client first = client().line("Ann");
        first.leave();

        Client second = client().line("Ann");

        assertThat(second.me).isNotEqualTo(first.me);
        assertThat(directory.owner(new Name("Ann"))).isEmpty();
    }
}
