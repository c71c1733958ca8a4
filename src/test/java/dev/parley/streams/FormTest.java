package dev.parley.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormTest {
    private final Tick tick = new Tick(41, Instant.parse("2026-03-04T15:06:07.042Z"), ZoneOffset.UTC);

    private String encoded(Kind kind, Representation representation, Locale locale, boolean detail, String callback) {
        Form form = new Form(kind, representation, locale, detail, callback);
        return new String(tick.encoded(form), StandardCharsets.UTF_8);
    }

    @Test
    void an_event_has_id_name_and_data() {
        assertThat(encoded(Kind.EVENT_STREAM, Representation.EVENT_STREAM, Locale.ENGLISH, false, "setTime"))
                .isEqualTo("id:41\nevent:message\ndata:Mar 4, 2026 15:06:07\n\n");
    }

    @Test
    void an_event_stream_sends_a_comment_four_times_a_minute() {
        Tick fifteenth = new Tick(45, Instant.parse("2026-03-04T15:06:07Z"), ZoneOffset.UTC);
        Form form = new Form(Kind.EVENT_STREAM, Representation.EVENT_STREAM, Locale.ENGLISH, false, "setTime");
        assertThat(new String(fifteenth.encoded(form), StandardCharsets.UTF_8)).startsWith(":\n\nid:45\n");
    }

    @Test
    void the_iframe_gets_one_script_a_tick() {
        assertThat(encoded(Kind.IFRAME, Representation.HTML, Locale.ENGLISH, false, "setTime"))
                .isEqualTo("<script>parent.setTime(\"Mar 4, 2026 15:06:07\")</script>\n");
        assertThat(encoded(Kind.IFRAME, Representation.HTML, Locale.CHINA, true, "show"))
                .isEqualTo(
                        "<script>parent.show(\"2026年3月4日 15:06:07\", {\"id\":41,\"time\":\"2026-03-04T15:06:07.042Z\","
                                + "\"text\":\"2026年3月4日 15:06:07\"})</script>\n");
    }

    @Test
    void json_has_id_time_and_text() {
        assertThat(encoded(Kind.POLLING, Representation.JSON, Locale.ENGLISH, false, "setTime"))
                .isEqualTo("{\"id\":41,\"time\":\"2026-03-04T15:06:07.042Z\",\"text\":\"Mar 4, 2026 15:06:07\"}");
    }

    @Test
    void a_message_is_the_text_or_with_detail_json() {
        assertThat(encoded(Kind.WEBSOCKET, Representation.TEXT, Locale.ENGLISH, false, "setTime"))
                .isEqualTo("Mar 4, 2026 15:06:07");
        assertThat(encoded(Kind.WEBSOCKET, Representation.TEXT, Locale.ENGLISH, true, "setTime"))
                .startsWith("{\"id\":41,");
    }

    @Test
    void a_timer_that_is_a_little_early_shows_the_second_it_meant() {
        Tick early = new Tick(41, Instant.parse("2026-03-04T15:06:07.990Z"), ZoneOffset.UTC);
        assertThat(early.text(Locale.ENGLISH)).isEqualTo("Mar 4, 2026 15:06:08");
    }

    @Test
    void quoted_text_cannot_leave_its_string_or_its_script() {
        assertThat(Form.quote("</script>\"'\\&\n\u2028 中"))
                .isEqualTo("\"\\u003c/script\\u003e\\u0022\\u0027\\u005c\\u0026\\u000a\\u2028 中\"");
    }
}
