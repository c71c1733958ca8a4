package dev.parley.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InspectedBytesTest {
    private static final Limits LIMITS = new Limits(1_000, 10, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final String HELLO = "818537fa213d7f9f4d5158";

    private static JSONObject described(String hex) throws JSONException {
        return new JSONObject(InspectedBytes.describe(HexFormat.of().parseHex(hex.replace(" ", "")), LIMITS, 100));
    }

    /** "in text echo" or "out pong sent", one for each frame. */
    private static List<String> frames(JSONObject described) throws JSONException {
        JSONArray frames = described.getJSONArray("frames");
        List<String> told = new ArrayList<>();
        for (int i = 0; i < frames.length(); i++) {
            JSONObject frame = frames.getJSONObject(i);
            told.add(frame.getString("direction") + " " + frame.getString("opcodeName") + " "
                    + frame.getString("action"));
        }
        return told;
    }

    @Test
    @DisplayName("5.7: a masked text is read and comes back")
    void a_masked_text_is_read_and_comes_back() throws JSONException {
        JSONObject hello = described(HELLO);

        assertThat(frames(hello)).containsExactly("in text echo", "out text sent");
        assertThat(hello.getJSONArray("frames")
                        .getJSONObject(0)
                        .getJSONObject("payload")
                        .getString("text"))
                .isEqualTo("Hello");
        assertThat(hello.getInt("unread")).isZero();
        assertThat(hello.getBoolean("insideMessage")).isFalse();
        assertThat(hello.getBoolean("closed")).isFalse();
    }

    @Test
    @DisplayName("5.4: a ping between two fragments is answered before the message is whole")
    void a_ping_between_two_fragments_is_answered_first() throws JSONException {
        JSONObject all = described("0183 00000000 48656c  8980 00000000  8082 00000000 6c6f");

        assertThat(frames(all))
                .containsExactly(
                        "in text wait", "in ping pong", "out pong sent", "in continuation echo", "out text sent");
        assertThat(all.getInt("unread")).isZero();
    }

    @Test
    void bytes_that_are_no_whole_frame_are_counted() throws JSONException {
        JSONObject cut = described(HELLO + "8185");

        assertThat(cut.getInt("unread")).isEqualTo(2);
        assertThat(cut.getBoolean("insideMessage")).isTrue();
        assertThat(cut.getBoolean("closed")).isFalse();
    }

    @Test
    @DisplayName("7.1.7: a broken rule is told, then the close frame that it causes, and the rest is not read")
    void a_broken_rule_is_told_and_the_rest_is_not_read() throws JSONException {
        JSONObject unmasked = described("8105 48656c6c6f" + HELLO);

        assertThat(frames(unmasked)).containsExactly("in text fail", "out close sent");
        JSONArray frames = unmasked.getJSONArray("frames");
        assertThat(frames.getJSONObject(0).getJSONObject("violation").getString("id"))
                .isEqualTo("NOT_MASKED");
        assertThat(frames.getJSONObject(1).getJSONObject("close").getInt("code"))
                .isEqualTo(1002);
        assertThat(unmasked.getBoolean("closed")).isTrue();
        assertThat(unmasked.getInt("unread")).isEqualTo(18);
    }

    @Test
    @DisplayName("5.5.1: a close frame is answered with its code, and what comes behind it is not read")
    void a_close_frame_is_answered_with_its_code() throws JSONException {
        JSONObject closed = described("8882 00000000 03e9" + HELLO);

        assertThat(frames(closed)).containsExactly("in close close", "out close sent");
        assertThat(closed.getBoolean("closed")).isTrue();
    }
}
