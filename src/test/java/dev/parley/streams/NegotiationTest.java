package dev.parley.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 9110, section 12.5")
class NegotiationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|TEXT",
                "*/*|TEXT",
                "image/png|TEXT",
                "text/event-stream|EVENT_STREAM",
                "application/json|JSON",
                "application/json, text/plain, */*|JSON",
                "text/plain, application/json|TEXT",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8|HTML",
                "text/html;q=0.4, application/json;q=0.5|JSON",
                "text/html;q=0.4, */*;q=0.5|TEXT",
                "text/*|TEXT",
                "text/*;q=0.3, text/event-stream;q=0.7, application/json;q=0.5|EVENT_STREAM",
                "text/plain;q=0, */*|JSON",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2|HTML",
                "TEXT/Event-Stream|EVENT_STREAM",
                "text/html;q=2, application/json;q=0.1|JSON",
                "text/event-stream;q=0.0, text/plain|TEXT",
            })
    void the_best_quality_of_the_most_specific_range_wins(String accept, Representation expected) {
        assertThat(Negotiation.choose(accept)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"text/plain;q=0", "*/*;q=0", "text/*;q=0, image/png"})
    void a_client_that_refuses_everything_gets_nothing(String accept) {
        assertThat(Negotiation.choose(accept)).isEmpty();
    }

    @Test
    void no_header_means_plain_text() {
        assertThat(Negotiation.choose(null)).contains(Representation.TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|en",
                "zh-CN,zh;q=0.9,en;q=0.8|zh-CN",
                "en;q=0.5,de;q=0.8|de",
                "xx-klingon|en",
                "q=;;|en",
                "zh-Hant-TW-u-nu-hanidec|zh-Hant-TW",
            })
    void the_language_of_the_date_is_the_best_known_one(String header, String tag) {
        assertThat(Languages.choose(header)).isEqualTo(Locale.forLanguageTag(tag));
    }
}
