package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.SharedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileHeadersTest {
    private static SharedFile file(String name, String type) {
        return new SharedFile(1, name, type, 3, SharedFile.Picture.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, inline",
        "image/jpeg, image/jpeg, inline",
        "image/svg+xml, application/octet-stream, attachment",
        "text/html, application/octet-stream, attachment",
        "application/xhtml+xml, application/octet-stream, attachment",
        "text/javascript, application/octet-stream, attachment",
        "application/pdf, application/pdf, attachment",
        "text/plain, text/plain;charset=utf-8, attachment",
    })
    void only_pictures_without_scripts_are_shown_and_only_known_types_are_told(
            String type, String told, String disposition) {
        assertThat(FileHeaders.type(file("a", type))).isEqualTo(told);
        assertThat(FileHeaders.disposition(file("a", type))).isEqualTo(disposition + "; filename*=UTF-8''a");
    }

    @Test
    void a_name_is_encoded_as_RFC_8187_has_it() {
        assertThat(FileHeaders.disposition(file("€ \"a\";'(1)'.txt", "text/plain")))
                .isEqualTo("attachment; filename*=UTF-8''%E2%82%AC%20%22a%22%3B%27%281%29%27.txt");
    }
}
