package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compressed messages (RFC 7692) at the edges of what is allowed. */
class CompressionTest {
    private static final int MAX_MESSAGE = 1_000;
    private static final int MAX_FRAGMENTS = 8;
    private static final Limits LIMITS =
            new Limits(MAX_MESSAGE, MAX_FRAGMENTS, Duration.ofSeconds(30), Duration.ofSeconds(5));

    /** A block without compression and without contents, in whole bytes. */
    private static final byte[] EMPTY_BLOCK = {0x00, 0x00, 0x00, (byte) 0xFF, (byte) 0xFF};

    private final Heard heard = new Heard();
    private final List<FrameHeader> observed = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder(
            FrameDecoder.Peer.SERVER,
            LIMITS,
            heard,
            new MessageInflater(false),
            (header, payload, violation) -> observed.add(header));

    @Test
    void a_message_may_inflate_to_its_limit() {
        receive(deflated(new byte[MAX_MESSAGE], false));

        assertThat(heard.lines).containsExactly("binary " + "00".repeat(MAX_MESSAGE));
    }

    @Test
    @DisplayName("Section 10.4: a bomb ends the connection, and is not inflated")
    void a_message_that_inflates_beyond_its_limit_ends_the_connection() {
        receive(deflated(new byte[MAX_MESSAGE + 1], false));

        assertThat(heard.lines).containsExactly("failed MESSAGE_TOO_BIG");
    }

    @Test
    void a_bomb_of_many_megabytes_is_not_inflated() {
        Limits wide = new Limits(100_000, 8, Duration.ofSeconds(30), Duration.ofSeconds(5));
        MessageBuffer target = new MessageBuffer(wide.maxMessageBytes());
        byte[] bomb = deflated(new byte[64 << 20], false);
        assertThat(bomb).hasSizeLessThan(wide.maxMessageBytes());

        try (MessageInflater inflater = new MessageInflater(true)) {
            assertThat(inflater.inflate(bomb, 0, bomb.length, target, 8)).isFalse();
        } catch (java.util.zip.DataFormatException e) {
            throw new AssertionError(e);
        }
        assertThat(target.size()).isEqualTo(wide.maxMessageBytes());
    }

    @Test
    @DisplayName("RFC 7692, 7.2.3.4: a block may call itself the last, and another may follow")
    void final_blocks_are_blocks_like_others() {
        byte[] hello = deflated("Hello".getBytes(StandardCharsets.UTF_8), true);
        receive(joined(hello, new byte[] {0}));
        receive(joined(hello, hello));

        assertThat(heard.lines).containsExactly("binary 48656c6c6f", "binary 48656c6c6f48656c6c6f");
    }

    @Test
    void final_blocks_are_as_many_as_fragments_may_be() {
        byte[] block = deflated(new byte[1], true);
        byte[] most = new byte[0];
        for (int i = 0; i < MAX_FRAGMENTS; i++) {
            most = joined(most, block);
        }
        receive(most);
        receive(joined(most, block));

        assertThat(heard.lines).containsExactly("binary " + "00".repeat(MAX_FRAGMENTS), "failed NOT_DEFLATE");
    }

    @Test
    @DisplayName("RFC 7692, 6: blocks that bring nothing do not make a message endless")
    void what_is_compressed_is_bounded_too() {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        while (blocks.size() + EMPTY_BLOCK.length <= LIMITS.maxCompressedBytes()) {
            blocks.writeBytes(EMPTY_BLOCK);
        }
        receive(Arrays.copyOf(blocks.toByteArray(), blocks.size() - 4));
        receive(joined(blocks.toByteArray(), EMPTY_BLOCK));

        assertThat(heard.lines).containsExactly("binary ", "failed MESSAGE_TOO_BIG");
    }

    @Test
    void what_cannot_be_compressed_is_not_refused_for_that() {
        byte[] worst = new byte[MAX_MESSAGE];
        Arrays.fill(worst, (byte) 0xFF);
        for (int i = 0; i < worst.length; i += 2) {
            worst[i] = (byte) (0x90 + i % 97);
        }
        Deflater fixed = new Deflater(Deflater.BEST_SPEED, true);
        fixed.setStrategy(Deflater.HUFFMAN_ONLY);
        receive(deflated(worst, fixed, false));

        assertThat(heard.lines).hasSize(1).first().asString().startsWith("binary 90ff");
    }

    @Test
    void an_observer_sees_what_is_compressed_as_it_is_on_the_wire() {
        receive(deflated(new byte[100], false));

        assertThat(observed).hasSize(1);
        assertThat(observed.get(0).rsv1()).isTrue();
        assertThat(observed.get(0).length()).isLessThan(20);
    }

    private void receive(byte[] compressed) {
        byte[] frame = FrameEncoder.frame(true, true, Opcode.BINARY, compressed);
        decoder.decode(frame, 0, frame.length);
    }

    private static byte[] deflated(byte[] payload, boolean last) {
        return deflated(payload, new Deflater(Deflater.DEFAULT_COMPRESSION, true), last);
    }

    /** @param last whether the last block calls itself that */
    private static byte[] deflated(byte[] payload, Deflater deflater, boolean last) {
        byte[] target = new byte[payload.length + 1_000];
        try {
            deflater.setInput(payload);
            if (last) {
                deflater.finish();
                return Arrays.copyOf(target, deflater.deflate(target));
            }
            int size = 0;
            while (size == 0) { // the first call may only take a new strategy
                size = deflater.deflate(target, 0, target.length, Deflater.SYNC_FLUSH);
            }
            return Arrays.copyOf(target, size - 4);
        } finally {
            deflater.end();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
