package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "张三",
                "Ольга",
                "أحمد",
                "नीता",
                "می‌روم",
                "🙂",
                "👨‍👩‍👧",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "1️⃣",
                "🇨🇳",
                "@ann",
                "a:b",
                "O'Hara-2.0"
            })
    void letters_of_every_script_and_emoji_are_welcome(String typed) {
        assertThat(Name.parse(typed)).map(Name::text).contains(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                " a",
                "a\u00a0b",
                "a\u3000b",
                "a\u2028b",
                "a\tb",
                "a\nb",
                "a\u0000",
                "a\u0085b",
                "\u007f",
                "a\u202eb",
                "\u2066a",
                "a\u200bb",
                "\ufeffa",
                "\u200d",
                "an\u200dn",
                "张\u200d",
                "\u3164",
                "\ud83d"
            })
    void white_space_control_characters_and_what_cannot_be_seen_are_refused(String typed) {
        assertThat(Name.parse(typed)).isEmpty();
    }

    @Test
    void sixty_four_characters_are_counted_in_code_points_after_normalisation() {
        assertThat(Name.parse("🙂".repeat(64))).isPresent();
        assertThat(Name.parse("🙂".repeat(65))).isEmpty();
        assertThat(Name.parse("a\u0308".repeat(64))).map(Name::text).contains("ä".repeat(64));
        assertThat(Name.parse("x".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Ann,aNN", "straße,STRASSE", "ΟΔΥΣΣΕΥΣ,οδυσσευς", "ЖЕНЯ,женя", "é,E\u0301", "ﬀ,FF"})
    void names_that_differ_in_case_or_composition_alone_have_one_key(String one, String other) {
        assertThat(Name.parse(one).orElseThrow().key())
                .isEqualTo(Name.parse(other).orElseThrow().key());
    }

    @ParameterizedTest
    @CsvSource({"Ann,Anna", "e,é", "张三,張三", "1,１"})
    void other_names_have_other_keys(String one, String other) {
        assertThat(Name.parse(one).orElseThrow().key())
                .isNotEqualTo(Name.parse(other).orElseThrow().key());
    }

    @Test
    void a_name_cannot_be_made_from_what_is_none() {
        assertThatThrownBy(() -> new Name("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Name("a\u0308")).isInstanceOf(IllegalArgumentException.class);
    }
}
