package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one connection may cost (section 10.4). */
class LimitsTest {
    private static final int MAX_MESSAGE = 200;
    private static final int MAX_FRAGMENTS = 4;

    private final Heard heard = new Heard();
    private final FrameDecoder decoder = new FrameDecoder(
            FrameDecoder.Peer.CLIENT,
            new Limits(MAX_MESSAGE, MAX_FRAGMENTS, Duration.ofSeconds(1), Duration.ofSeconds(1)),
            heard);

    @ParameterizedTest
    @CsvSource({"124, 1, 1, 1", "125, 0, 1, 1", "125, 1, 0, 1", "125, 1, 1, 0", "125, 1, -1, 1", "125, 1, 1, -1"})
    void a_limit_below_its_range_is_refused(int bytes, int fragments, int message, int closing) {
        assertThatThrownBy(() -> new Limits(bytes, fragments, Duration.ofMillis(message), Duration.ofMillis(closing)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_smallest_limits_are_limits() {
        assertThat(new Limits(125, 1, Duration.ofNanos(1), Duration.ofNanos(1)).maxFragments())
                .isEqualTo(1);
    }

    @Test
    void a_message_may_be_as_long_as_its_limit_in_one_frame_or_several() {
        receive(new ClientFrames(1).whole(Opcode.BINARY, new byte[MAX_MESSAGE]));
        receive(new ClientFrames(2).fragmented(Opcode.BINARY, new byte[MAX_MESSAGE], 50, false));

        assertThat(heard.lines).hasSize(2).allMatch(("binary " + "00".repeat(MAX_MESSAGE))::equals);
    }

    @Test
    void a_message_one_byte_longer_ends_the_connection_at_its_header() {
        byte[] frame = new ClientFrames(1)
                .whole(Opcode.BINARY, new byte[MAX_MESSAGE + 1])
                .toBytes();
        decoder.decode(frame, 0, frame.length - MAX_MESSAGE - 1 - 4);

        assertThat(heard.lines).containsExactly("failed MESSAGE_TOO_BIG");
    }

    @Test
    void fragments_count_together() {
        receive(new ClientFrames(1).raw(0x02, new byte[MAX_MESSAGE]).raw(0x80, new byte[1]));

        assertThat(heard.lines).containsExactly("failed MESSAGE_TOO_BIG");
    }

    @Test
    void a_message_may_have_as_many_fragments_as_its_limit_and_control_frames_do_not_count() {
        ClientFrames frames = new ClientFrames(1).raw(0x01, new byte[0]);
        for (int i = 2; i < MAX_FRAGMENTS; i++) {
            frames.raw(0x89, new byte[0]).raw(0x00, new byte[0]);
        }
        receive(frames.raw(0x80, new byte[0]));

        assertThat(heard.lines).containsExactly("ping ", "ping ", "text ");
    }

    @Test
    void a_fragment_more_ends_the_connection() {
        ClientFrames frames = new ClientFrames(1).raw(0x01, new byte[0]);
        for (int i = 1; i <= MAX_FRAGMENTS; i++) {
            frames.raw(0x00, new byte[0]);
        }
        receive(frames);

        assertThat(heard.lines).containsExactly("failed TOO_MANY_FRAGMENTS");
    }

    @Test
    void a_message_is_incomplete_from_its_first_byte_to_its_last() {
        byte[] frames = new ClientFrames(1)
                .raw(0x01, new byte[3])
                .raw(0x80, new byte[3])
                .toBytes();
        assertThat(decoder.isInsideMessage()).isFalse();
        for (int i = 0; i < frames.length; i++) {
            decoder.decode(frames, i, 1);
            assertThat(decoder.isInsideMessage()).as("behind byte %d", i).isEqualTo(i < frames.length - 1);
        }
    }

    private void receive(ClientFrames frames) {
        byte[] bytes = frames.toBytes();
        decoder.decode(bytes, 0, bytes.length);
    }
}
