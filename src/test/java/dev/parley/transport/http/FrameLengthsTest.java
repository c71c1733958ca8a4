package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLengthsTest {
    private final FrameLengths lengths = new FrameLengths();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 100_000})
    void behind_a_frame_of_any_length_the_next_one_is_found(int payload) throws IOException {
        byte[] filled = new byte[payload];
        Arrays.fill(filled, (byte) 0xff); // as headers they would be too long
        byte[] frames = new ClientFrames(1).raw(0x82, filled).raw(0x82, filled).toBytes();

        lengths.follow(frames, 0, frames.length);

        refused(0x80, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void it_does_not_matter_how_the_bytes_come() throws IOException {
        byte[] frames = new ClientFrames(1)
                .raw(0x82, new byte[300])
                .raw(0x89, new byte[3])
                .toBytes();

        for (int i = 0; i < frames.length; i++) {
            lengths.follow(frames, i, 1);
        }

        refused(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    }

    @Test
    void frames_without_a_mask_are_followed_too() throws IOException {
        lengths.follow(new byte[] {(byte) 0x81, 1, 'x'}, 0, 3);

        refused(0, 0, 0, 0, 0x80, 0, 0, 0);
    }

    @Test
    void two_gibibytes_less_one_are_not_too_long() {
        assertThatCode(() -> lengths.follow(header(0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff), 0, 10))
                .doesNotThrowAnyException();
    }

    private void refused(int... length) {
        assertThatThrownBy(() -> lengths.follow(header(length), 0, 10)).isInstanceOf(IOException.class);
    }

    private static byte[] header(int... length) {
        byte[] header = new byte[10];
        header[0] = (byte) 0x82;
        header[1] = (byte) 0xff;
        for (int i = 0; i < length.length; i++) {
            header[2 + i] = (byte) length[i];
        }
        return header;
    }
}
