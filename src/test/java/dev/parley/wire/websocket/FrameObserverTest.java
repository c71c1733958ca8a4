package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameObserverTest {
    private static final Limits LIMITS = new Limits(1_000, 10, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Heard heard = new Heard();
    private final FrameDecoder decoder = new FrameDecoder(
            FrameDecoder.Peer.CLIENT,
            LIMITS,
            heard,
            null,
            (header, payload, violation) -> heard.lines.add("frame " + header.opcode() + " of " + header.length() + " '"
                    + new String(payload, StandardCharsets.UTF_8) + "'" + (violation == null ? "" : " " + violation)));

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void every_frame_is_seen_before_what_it_means(int pieces) {
        receive(
                new ClientFrames(1)
                        .raw(0x01, bytes("Hel"))
                        .raw(0x89, bytes("?"))
                        .raw(0x80, bytes("lo"))
                        .raw(0x8A, bytes(""))
                        .close(1000, bytes("bye")),
                pieces);

        assertThat(heard.lines)
                .containsExactly(
                        "frame 1 of 3 'Hel'",
                        "frame 9 of 1 '?'",
                        "ping 3f",
                        "frame 0 of 2 'lo'",
                        "text Hello",
                        "frame 10 of 0 ''",
                        "pong ",
                        "frame 8 of 5 '\u0003\uFFFDbye'",
                        "close 1000 bye");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void a_frame_that_breaks_a_rule_is_seen_with_what_had_come_of_it(int pieces) {
        byte[] text = bytes("ok?");
        text[2] = (byte) 0xFF;
        receive(new ClientFrames(1).raw(0x81, text), pieces);
        String seen = heard.lines.get(0);

        assertThat(seen).startsWith("frame 1 of 3 'ok").endsWith(" TEXT_NOT_UTF8");
        assertThat(heard.lines).last().isEqualTo("failed TEXT_NOT_UTF8");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void a_frame_whose_first_bytes_break_a_rule_has_no_length_yet(int pieces) {
        receive(new ClientFrames(1).raw(0x83, new byte[300]), pieces);

        assertThat(heard.lines).containsExactly("frame 3 of -1 '' RESERVED_OPCODE", "failed RESERVED_OPCODE");
    }

    private void receive(ClientFrames frames, int pieces) {
        byte[] bytes = frames.toBytes();
        List<Integer> starts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += pieces) {
            starts.add(from);
        }
        starts.forEach(from -> decoder.decode(bytes, from, Math.min(pieces, bytes.length - from)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
