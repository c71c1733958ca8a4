package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8ValidatorTest {
    /** The edges of every range of the grammar. */
    private static final int[] EDGES = {
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    private final Utf8Validator validator = new Utf8Validator();

    @Test
    @DisplayName("RFC 3629, 4: every code point is text, and no surrogate is")
    void every_code_point_is_allowed() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < 0xD800 || point > 0xDFFF) {
                byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
                validator.reset();
                if (validator.check(bytes, 0, bytes.length) < bytes.length || !validator.isComplete()) {
                    throw new AssertionError("refused: U+" + Integer.toHexString(point));
                }
            }
        }
    }

    @Test
    void four_bytes_are_text_exactly_if_the_jdk_thinks_so() {
        byte[] bytes = new byte[4];
        for (int a : EDGES) {
            for (int b : EDGES) {
                for (int c : EDGES) {
                    for (int d : EDGES) {
                        bytes[0] = (byte) a;
                        bytes[1] = (byte) b;
                        bytes[2] = (byte) c;
                        bytes[3] = (byte) d;
                        validator.reset();
                        boolean valid = validator.check(bytes, 0, 4) == 4 && validator.isComplete();
                        assertThat(valid).as(HexFormat.of().formatHex(bytes)).isEqualTo(isText(bytes));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0",
        "c0af, 0",
        "c1bf, 0",
        "c220, 1",
        "e09fbf, 1",
        "eda080, 1",
        "e28220, 2",
        "f08fbfbf, 1",
        "f4908080, 1",
        "f5808080, 0",
        "f09f9820, 3",
        "4142434445464748ff, 8",
        "41424344454647ff4849, 7",
        "cebae1bdb9cf83cebcceb5f4908080, 12"
    })
    @DisplayName("Section 8.1: the first byte after which no text can follow is the one that is refused")
    void the_offending_byte_is_found(String hex, int index) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(validator.check(bytes, 0, bytes.length)).isEqualTo(index);

        Utf8Validator bytewise = new Utf8Validator();
        for (int i = 0; i < bytes.length; i++) {
            boolean accepted = bytewise.check(bytes, i, i + 1) == i + 1;
            assertThat(accepted).as("byte %d", i).isEqualTo(i < index);
            if (!accepted) {
                return;
            }
        }
    }

    @Test
    void a_cut_character_is_not_complete_until_the_rest_comes() {
        byte[] smile = "\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < smile.length; i++) {
            assertThat(validator.check(smile, i, i + 1)).isEqualTo(i + 1);
            assertThat(validator.isComplete()).isEqualTo(i == smile.length - 1);
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
