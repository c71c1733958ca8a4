package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPartsTest {

    @Test
    void parts_become_one_message_behind_the_last_of_them_and_again() {
        TextParts parts = new TextParts(100);

        for (int i = 0; i < 2; i++) {
            assertThat(parts.fits("a")).isTrue();
            assertThat(parts.add("a", false)).isNull();
            assertThat(parts.fits("b")).isTrue();
            assertThat(parts.add("b", true)).isEqualTo("ab");
        }
        assertThat(parts.add("alone", true)).isEqualTo("alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "中文", "😀"})
    void the_bound_is_one_on_bytes_in_utf_8(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;

        assertThat(new TextParts(bytes).fits(text)).isTrue();
        assertThat(new TextParts(bytes - 1).fits(text)).isFalse();
    }

    @Test
    void the_bound_is_one_on_all_parts_together_and_on_each_message_alone() {
        TextParts parts = new TextParts(10);
        for (int i = 0; i < 3; i++) {
            assertThat(parts.fits("中文")).isTrue();
            parts.add("中文", false);
            assertThat(parts.fits("abcd")).isTrue();
            parts.add("abcd", true);
        }

        assertThat(parts.fits("中文")).isTrue();
        parts.add("中文", false);
        assertThat(parts.fits("中文")).isFalse();
    }
}
