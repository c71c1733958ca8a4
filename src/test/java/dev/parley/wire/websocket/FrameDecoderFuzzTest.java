package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parley.fuzz.Fuzz;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever bytes a client sends. */
class FrameDecoderFuzzTest {
    private static final int MAX_MESSAGE = 512;
    private static final int MAX_FRAGMENTS = 5;
    private static final Limits LIMITS = limits(MAX_MESSAGE);

    /** What was allocated before the decoder looked at any byte, and by what the test hears of it. */
    private static final long FIXED_BYTES = 16 << 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Set<String> outcomes = new TreeSet<>();

    /** Which extension was agreed. */
    private enum Compression {
        NONE,
        TAKEOVER,
        NO_TAKEOVER;

        @Nullable
        MessageInflater inflater() {
            return this == NONE ? null : new MessageInflater(this == NO_TAKEOVER);
        }
    }

    @Test
    void what_is_heard_does_not_depend_on_how_the_bytes_arrive() {
        Fuzz.inputs(20_000, FrameDecoderFuzzTest::frames, bytes -> {
            for (Compression compression : Compression.values()) {
                List<String> whole = decode(bytes, compression, bytes.length);
                assertThat(decode(bytes, compression, 1)).isEqualTo(whole);
                assertThat(decode(bytes, compression, 7)).isEqualTo(whole);
                assertThat(whole.stream().limit(Math.max(0, whole.size() - 1)))
                        .as("nothing follows the end")
                        .noneMatch(line -> line.startsWith("failed") || line.startsWith("close"));
                whole.forEach(
                        line -> outcomes.add(line.startsWith("failed") ? line : line.substring(0, line.indexOf(' '))));
            }
        });

        // Every kind of event, and every violation but those of a server's frames and of the clock.
        Set<String> all = Stream.of(Violation.values())
                .filter(v -> v != Violation.MASKED && v != Violation.MESSAGE_TOO_SLOW)
                .map(v -> "failed " + v)
                .collect(Collectors.toCollection(HashSet::new));
        all.addAll(List.of("text", "binary", "ping", "pong", "close"));
        assertThat(outcomes).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void no_length_on_the_wire_makes_anything_be_allocated_ahead() {
        Limits large = limits(1 << 30);
        Fuzz.inputs(20_000, FrameDecoderFuzzTest::frames, bytes -> {
            long allocated = allocated(bytes, new Counted(), large, Compression.NONE);

            assertThat(allocated).isLessThan(FIXED_BYTES + 8L * bytes.length);
        });
    }

    @Test
    void compressed_messages_are_allocated_up_to_their_limit_and_no_further() {
        Fuzz.inputs(10_000, FrameDecoderFuzzTest::bombs, bytes -> {
            Counted counted = new Counted();
            long allocated = allocated(bytes, counted, LIMITS, Compression.TAKEOVER);

            assertThat(allocated)
                    .isLessThan(FIXED_BYTES + 8L * bytes.length + 8L * MAX_MESSAGE * (counted.messages + 1));
            assertThat(counted.longest).isLessThanOrEqualTo(MAX_MESSAGE);
        });
    }

    /** Bytes of the heap that this thread takes to decode; the second time, since the first may load classes. */
    private static long allocated(byte[] bytes, Counted counted, Limits limits, Compression compression) {
        long allocated = 0;
        for (int time = 0; time < 2; time++) {
            byte[] input = bytes.clone();
            counted.messages = 0;
            try (FrameDecoder decoder =
                    new FrameDecoder(FrameDecoder.Peer.CLIENT, limits, counted, compression.inflater(), null)) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                decoder.decode(input, 0, input.length);
                allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
        }
        return allocated;
    }

    @Test
    void what_is_compressed_is_what_comes_out() {
        Fuzz.inputs(5_000, FrameDecoderFuzzTest::pieces, bytes -> {
            Random random = new Random(bytes.length);
            byte[] message = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_MESSAGE));
            boolean noTakeover = random.nextBoolean();
            Heard heard = new Heard();
            try (MessageDeflater deflater = new MessageDeflater(noTakeover, 8 + random.nextInt(8));
                    FrameDecoder decoder = new FrameDecoder(
                            FrameDecoder.Peer.SERVER, LIMITS, heard, new MessageInflater(noTakeover), null)) {
                for (int i = 0; i < 3; i++) {
                    byte[] frame = FrameEncoder.frame(true, true, Opcode.BINARY, deflater.deflate(message));
                    feed(decoder, frame, 1 + random.nextInt(frame.length));
                }
            }
            Heard expected = new Heard();
            for (int i = 0; i < 3; i++) {
                expected.binary(message);
            }
            assertThat(heard.lines).isEqualTo(expected.lines);
        });
    }

    private static List<String> decode(byte[] bytes, Compression compression, int pieces) {
        Heard heard = new Heard();
        List<String> observed = new ArrayList<>();
        try (FrameDecoder decoder = new FrameDecoder(
                FrameDecoder.Peer.CLIENT,
                LIMITS,
                heard,
                compression.inflater(),
                (header, payload, violation) -> observed.add(header + " " + Arrays.hashCode(payload) + violation))) {
            feed(decoder, bytes.clone(), Math.max(1, pieces));
        }
        return heard.lines;
    }

    private static void feed(FrameDecoder decoder, byte[] bytes, int pieces) {
        for (int from = 0; from < bytes.length; from += Math.min(pieces, bytes.length - from)) {
            decoder.decode(bytes, from, Math.min(pieces, bytes.length - from));
        }
    }

    /** A few frames of any kind, in any order. */
    private static byte[] frames(Random random) {
        ClientFrames frames = new ClientFrames(random.nextLong());
        for (int i = random.nextInt(8); i >= 0; i--) {
            switch (random.nextInt(10)) {
                case 0 -> frames.raw(random.nextInt(256), pieces(random));
                case 1 -> frames.close(random.nextInt(5_100), pieces(random));
                case 2 -> frames.close(1000, "bye".getBytes(StandardCharsets.UTF_8));
                case 3 -> frames.raw(0x88 + random.nextInt(3), Arrays.copyOf(pieces(random), random.nextInt(130)));
                case 4 -> frames.fragmented(Opcode.TEXT, pieces(random), 1 + random.nextInt(40), false);
                case 5 -> frames.fragmented(Opcode.BINARY, pieces(random), 1 + random.nextInt(80), false);
                case 6 -> frames.fragmented(Opcode.TEXT, deflated(random), 1 + random.nextInt(60), true);
                case 7 -> frames.raw(0xC0 | (1 + random.nextInt(2)), deflated(random));
                case 8 -> frames.raw(random.nextInt(3), pieces(random));
                default -> frames.whole(Opcode.TEXT, pieces(random));
            }
        }
        return withOddLengths(frames.toBytes(), random);
    }

    /** Sometimes the first frame's length is another, in one of the three forms. */
    private static byte[] withOddLengths(byte[] frames, Random random) {
        int form = random.nextInt(12);
        if (form > 1) {
            return frames;
        }
        ByteArrayOutputStream odd = new ByteArrayOutputStream();
        odd.write(frames[0]);
        odd.write(0x80 | (126 + form));
        int bytes = form == 0 ? 2 : 8;
        for (int i = 0; i < bytes; i++) {
            odd.write(random.nextInt(4) == 0 ? random.nextInt(256) : 0);
        }
        odd.write(frames, 2, frames.length - 2);
        return odd.toByteArray();
    }

    private static byte[] bombs(Random random) {
        ClientFrames frames = new ClientFrames(random.nextLong());
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] payload =
                    random.nextBoolean() ? raw(new byte[random.nextInt(4 * MAX_MESSAGE)], random) : deflated(random);
            frames.raw(0xC0 | (1 + random.nextInt(2)), payload);
        }
        return frames.toBytes();
    }

    private static byte[] deflated(Random random) {
        return raw(pieces(random), random);
    }

    /** DEFLATE with blocks of every kind, sometimes with one that calls itself the last. */
    private static byte[] raw(byte[] payload, Random random) {
        Deflater deflater = new Deflater(random.nextInt(10), true);
        deflater.setStrategy(random.nextInt(3));
        byte[] target = new byte[payload.length + 200];
        int size = 0;
        try {
            deflater.setInput(payload);
            while (size == 0) { // the first call may only take a new strategy
                size = deflater.deflate(target, 0, target.length - 20, Deflater.SYNC_FLUSH);
            }
            if (random.nextInt(4) == 0) {
                deflater.finish();
                size += deflater.deflate(target, size, target.length - size);
                return Arrays.copyOf(target, size);
            }
        } finally {
            deflater.end();
        }
        return Arrays.copyOf(target, size - (random.nextInt(8) == 0 ? 0 : 4));
    }

    private static byte[] pieces(Random random) {
        String[] texts = {"Hello", "κόσμε", "\u0000", "中文", "\uD83D\uDE00", "a".repeat(70), "0123456789".repeat(13)};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(texts[random.nextInt(texts.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Limits limits(int maxMessage) {
        return new Limits(maxMessage, MAX_FRAGMENTS, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** Keeps nothing of what it hears. */
    private static final class Counted implements MessageListener {
        private int messages;
        private int longest;

        @Override
        public void text(String text) {
            binary(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void binary(byte[] data) {
            messages++;
            longest = Math.max(longest, data.length);
        }

        @Override
        public void ping(byte[] data) {}

        @Override
        public void pong(byte[] data) {}

        @Override
        public void close(int code, String reason) {}

        @Override
        public void failed(Violation violation) {}
    }
}
