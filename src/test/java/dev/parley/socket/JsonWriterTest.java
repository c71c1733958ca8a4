package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.engineio.Bytes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private static final Bytes ONE = Bytes.copyOf(new byte[] {1});
    private static final Bytes TWO = Bytes.copyOf(new byte[] {2});

    private final Json json = new Json(64, 1_000);

    private static String written(@Nullable Object... args) {
        return JsonWriter.ack(args).json();
    }

    @Test
    void an_event_starts_with_its_name() {
        assertThat(JsonWriter.event("e\"").json()).isEqualTo("[\"e\\\"\"]");
        assertThat(JsonWriter.event("e", 1, "a").json()).isEqualTo("[\"e\",1,\"a\"]");
    }

    @Test
    void values_are_written_as_javascript_writes_them() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("a", null);
        object.put("\u4e2d", Arrays.asList(1, null, true));

        assertThat(written("x", 'y', 1, 2L, -1.5, new BigDecimal("1.10"), true, null, object, new Object[] {"z"}))
                .isEqualTo("[\"x\",\"y\",1,2,-1.5,1.10,true,null,{\"a\":null,\"\u4e2d\":[1,null,true]},[\"z\"]]");
        assertThat(written(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1f))
                .isEqualTo("[null,null,null,1.0]");
        assertThat(written()).isEqualTo("[]");
    }

    @Test
    void every_string_comes_back_as_it_was() throws Exception {
        StringBuilder every = new StringBuilder();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            every.append(c); // high surrogates before low ones: only one pair among them
        }
        every.append("\ud83d\ude00\ud83d");

        Args args = json.args(written(every, Map.of(every.substring(0, Character.MIN_SURROGATE), 1)), List.of());

        assertThat(args.string(0)).isEqualTo(every.toString());
        assertThat(args.object(1)).containsOnlyKeys(every.substring(0, Character.MIN_SURROGATE));
    }

    @Test
    void half_of_a_surrogate_pair_is_escaped_since_utf_8_cannot_carry_it() {
        assertThat(written("\ud83d\ude00", "\ud83d", "\ude00a", "\ud83d\ud83d\ude00"))
                .isEqualTo("[\"\ud83d\ude00\",\"\\ud83d\",\"\\ude00a\",\"\\ud83d\ud83d\ude00\"]");
    }

    @Test
    void bytes_become_attachments_wherever_they_are() {
        Payload payload =
                JsonWriter.event("e", ONE, Map.of("a", List.of(new byte[] {2})), ByteBuffer.wrap(new byte[] {1}));

        assertThat(payload.json())
                .isEqualTo("[\"e\",{\"_placeholder\":true,\"num\":0},{\"a\":[{\"_placeholder\":true,\"num\":1}]},"
                        + "{\"_placeholder\":true,\"num\":2}]");
        assertThat(payload.attachments()).containsExactly(ONE, TWO, ONE);
    }

    @Test
    void an_array_of_bytes_may_change_once_it_is_written() {
        byte[] bytes = {1};
        Payload payload = JsonWriter.ack(bytes);

        bytes[0] = 2;

        assertThat(payload.attachments()).containsExactly(ONE);
    }

    @Test
    void received_arguments_pass_on_as_the_text_that_they_came_as() throws Exception {
        String text = "[ 1.0 , {\"b\" : 1,\"a\":[ ]},\"\\u0041\"]";
        Args args = json.args(text, List.of());

        assertThat(JsonWriter.event("e", args).json()).isEqualTo("[\"e\"," + text.substring(2));
        assertThat(JsonWriter.ack(args, 2).json()).isEqualTo("[" + text.substring(2, text.length() - 1) + ",2]");
        assertThat(JsonWriter.ack("x", args).json()).isEqualTo("[\"x\"," + text.substring(2));
        assertThat(JsonWriter.ack(List.of(args)).json()).isEqualTo("[[" + text.substring(2) + "]");
    }

    @Test
    void received_arguments_that_are_none_leave_no_trace() {
        Args none = Args.of();

        assertThat(JsonWriter.event("e", none).json()).isEqualTo("[\"e\"]");
        assertThat(JsonWriter.ack(none, 1, none, 2, none).json()).isEqualTo("[1,2]");
        assertThat(JsonWriter.ack(Map.of("a", none)).json()).isEqualTo("[{\"a\":[]}]");
    }

    @Test
    void received_attachments_pass_on() {
        Args received = Args.of("x", ONE, List.of(TWO));

        Payload payload = JsonWriter.event("e", received);

        assertThat(payload.json()).isEqualTo("[\"e\"," + received.toString().substring(1));
        assertThat(payload.attachments()).containsExactly(ONE, TWO);
    }

    @Test
    void received_attachments_behind_others_are_numbered_anew() throws Exception {
        Args received = Args.of("x", TWO, List.of(ONE));

        Payload payload = JsonWriter.ack(ONE, received, TWO);

        assertThat(json.args(payload.json(), payload.attachments()).toList())
                .containsExactly(ONE, "x", TWO, List.of(ONE), TWO);
    }

    @Test
    void what_mimics_a_placeholder_is_not_sent_together_with_bytes() throws Exception {
        Map<String, ?> mimic = Map.of("_placeholder", true, "num", 7);
        Args received = json.args("[{\"a\":{\"_placeholder\":true,\"num\":7}}]", List.of());

        assertThat(written(mimic)).contains("_placeholder");
        assertThat(written(received)).contains("_placeholder");
        assertThat(written(Map.of("_placeholder", false), ONE)).contains("false");
        assertRefused(mimic, ONE);
        assertRefused(ONE, received);
        assertRefused(received, Args.of(ONE));
    }

    private static void assertRefused(@Nullable Object... args) {
        assertThatThrownBy(() -> JsonWriter.ack(args)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_json_cannot_carry_is_refused() {
        assertRefused(new Object());
        assertRefused(Map.of(1, 2));
        assertRefused(new int[0]);
        assertThatThrownBy(() -> JsonWriter.object(Map.of("a", ONE))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_value_that_contains_itself_is_refused() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(Map.of("a", cyclic));

        assertRefused(cyclic);
    }
}
