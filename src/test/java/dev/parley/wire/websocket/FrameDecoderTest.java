package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTest {
    private static final Limits LIMITS = new Limits(1 << 20, 16, Duration.ofSeconds(30), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({
        "81 85 37fa213d 7f9f4d5158, text Hello",
        "89 85 37fa213d 7f9f4d5158, ping 48656c6c6f",
        "8a 85 37fa213d 7f9f4d5158, pong 48656c6c6f",
        "82 81 00000000 ff, binary ff",
        "81 80 00000000, 'text '",
        "88 80 01020304, 'close 1005 '",
        "88 84 00000000 03e8 6f6b, close 1000 ok"
    })
    @DisplayName("Section 5.7: single frames of a client")
    void a_frame_is_a_message(String hex, String expected) {
        assertThat(decode(hex, Integer.MAX_VALUE)).containsExactly(expected);
        assertThat(decode(hex, 1)).containsExactly(expected);
    }

    private static List<String> decode(String hex, int pieces) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        Heard heard = new Heard();
        FrameDecoder decoder = new FrameDecoder(FrameDecoder.Peer.CLIENT, LIMITS, heard);
        for (int from = 0; from < bytes.length; from += Math.min(pieces, bytes.length - from)) {
            decoder.decode(bytes, from, Math.min(pieces, bytes.length - from));
        }
        return heard.lines;
    }
}
