package dev.parley.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transport.upgrade.FakeConnection.Server;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads that send, and a container that takes when it can. */
class FrameWriterTest {
    private static final int SENDERS = 4;
    private static final int FRAMES = 5_000;
    private static final int FRAME_BYTES = 8;

    private final List<Throwable> failures = new ArrayList<>();

    private final class Owner implements FrameWriter.Owner {
        @Override
        public void drained() {}

        @Override
        public void waits() {}

        @Override
        public void finished() {}

        @Override
        public synchronized void broken(Throwable failure) {
            failures.add(failure);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "what many threads send arrives whole, once, and in each thread's order, whatever the container does meanwhile")
    void concurrent(Server server) throws Exception {
        FakeConnection container = FakeConnection.of(server);
        FrameWriter writer = new FrameWriter(new Owner(), Integer.MAX_VALUE);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.add(new Thread(() -> {
                for (int n = 0; n < FRAMES; n++) {
                    writer.add(
                            ByteBuffer.allocate(FRAME_BYTES)
                                    .putInt(sender)
                                    .putInt(n)
                                    .array(),
                            false);
                }
            }));
        }
        senders.get(0).start(); // before the connection begins, and while it does
        writer.start(container.getOutputStream(), server == Server.WILDFLY);
        senders.subList(1, SENDERS).forEach(Thread::start);
        take(container);
        for (Thread sender : senders) {
            sender.join();
        }
        container.takes(Integer.MAX_VALUE);

        assertThat(failures).isEmpty();
        assertOrder(ByteBuffer.wrap(container.got()));
    }

    @Test
    void a_container_has_no_more_of_a_long_array_than_a_piece_and_nothing_overtakes_the_rest() throws Exception {
        FakeContainer container = new FakeContainer();
        FrameWriter writer = writerTo(container);
        byte[] frames = new byte[200_000];
        new Random(1).nextBytes(frames);

        writer.add(frames, false);
        writer.add(new byte[] {(byte) 0x8a, 0}, true);

        assertThat(container.written()).isEqualTo(Arrays.copyOf(frames, 64 << 10));

        container.clientReads(Integer.MAX_VALUE);
        ByteBuffer expected = ByteBuffer.allocate(frames.length + 2).put(frames).put((byte) 0x8a);
        assertThat(container.written()).isEqualTo(expected.array());
        assertThat(failures).isEmpty();
    }

    @Test
    void the_last_frame_comes_behind_the_whole_of_what_was_begun() throws Exception {
        FakeContainer container = new FakeContainer();
        FrameWriter writer = writerTo(container);
        writer.add(new byte[100_000], false);
        writer.add(new byte[50], false);

        writer.discard();
        writer.addLast(new byte[] {(byte) 0x88, 0});
        container.clientReads(Integer.MAX_VALUE);

        assertThat(container.written()).hasSize(100_000 + 2).startsWith(0, 0).endsWith(0x88, 0);
    }

    /** A writer whose client reads a byte, and then nothing until it is told to. */
    private FrameWriter writerTo(FakeContainer container) {
        container.clientReadsOnly(1);
        FrameWriter writer = new FrameWriter(new Owner(), 1 << 20);
        writer.start(container.getOutputStream(), false);
        writer.onWritePossible();
        return writer;
    }

    /** Takes a little, again and again, until half of everything has come. */
    private static void take(FakeConnection container) throws IOException {
        Random random = new Random(1);
        while (container.got().length < SENDERS * FRAMES * FRAME_BYTES / 2) {
            container.takes(1 + random.nextInt(1_000));
        }
    }

    private static void assertOrder(ByteBuffer got) {
        int[] next = new int[SENDERS];
        while (got.hasRemaining()) {
            int sender = got.getInt();
            assertThat(got.getInt()).isEqualTo(next[sender]);
            next[sender]++;
        }
        assertThat(next).containsOnly(FRAMES);
    }
}
