package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTest {
    private static List<String> words(String text) {
        return Word.of(text).stream().map(Word::text).toList();
    }

    private static List<String> texts(List<byte[]> keys) {
        return keys.stream().map(key -> new String(key, StandardCharsets.UTF_8)).toList();
    }

    @Test
    void words_are_letters_digits_and_marks_without_case() {
        assertThat(words("Don't (RE)START v2.10\n_now_")).containsExactly("don", "t", "re", "start", "v2", "10", "now");
        assertThat(words("Cafe\u0301 ＦＵＬＬ Ⅷ ΣΊΣΥΦΟΣ")).containsExactly("café", "full", "viii", "σίσυφοσ");
        assertThat(words(" \u0301 -- !? \uD83D")).isEmpty();
    }

    @Test
    void scripts_without_spaces_and_emoji_are_words_of_their_own() {
        assertThat(Word.of("Java很好,用コーヒー한국어"))
                .containsExactly(
                        new Word("java", true), new Word("很好", false), new Word("用コーヒー", false), new Word("한국어", true));
        assertThat(Word.of("ok❤\uFE0F👍🏽"))
                .containsExactly(new Word("ok", true), new Word("❤", false), new Word("👍", false));
    }

    @Test
    void keys_are_words_up_to_a_length_or_each_two_characters_and_the_last() {
        assertThat(texts(new Word("x".repeat(33), true).keys())).containsExactly("x".repeat(32));
        assertThat(texts(new Word("我的猫", false).keys())).containsExactly("我的", "的猫", "猫");
        assertThat(texts(new Word("我的猫", false).sought())).containsExactly("我的", "的猫");
        assertThat(texts(new Word("猫", false).sought())).containsExactly("猫");
    }

    @ParameterizedTest
    @CsvSource({
        "deploy, The deployment, true",
        "deploy, redeploy, false",
        "的猫, 我的猫很好, true",
        "我猫, 我的猫, false",
        "猫, x猫, true",
        "x, 猫x, true"
    })
    void a_word_is_found_by_its_beginning_or_where_there_are_no_spaces_by_any_part(
            String word, String text, boolean found) {
        assertThat(Word.of(word).get(0).isFoundIn(Word.of(text))).isEqualTo(found);
    }
}
