package dev.parley.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.FrameDecoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.MessageListener;
import dev.parley.wire.websocket.Violation;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The moments at which reading and writing meet, each forced. */
class FrameReaderTest {
    private static final Duration MESSAGE = Duration.ofSeconds(30);
    private static final byte[] BEGUN = new ClientFrames(1)
            .raw(0x01, "begun".getBytes(StandardCharsets.UTF_8))
            .toBytes();

    private final AtomicLong clock = new AtomicLong();
    private final Queue<BooleanSupplier> looks = new ArrayDeque<>();
    private final Input in = new Input();
    private final FrameReader reader = new FrameReader(
            new Owner(),
            new FrameDecoder(
                    FrameDecoder.Peer.CLIENT, new Limits(1_000, 10, MESSAGE, MESSAGE), new Messages(), null, null),
            MESSAGE.toNanos(),
            clock::get);

    @Test
    void a_message_is_late_at_its_deadline() {
        comes(BEGUN);

        assertThat(reader.isOverdue(MESSAGE.toNanos() - 1)).isFalse();
        assertThat(reader.isOverdue(MESSAGE.toNanos())).isTrue();
    }

    @Test
    void a_message_that_has_to_wait_is_not_late_and_has_all_its_time_afterwards() {
        comes(BEGUN);
        looks.add(() -> true);
        looks.add(() -> true);
        reader.onDataAvailable();
        assertThat(reader.isOverdue(2 * MESSAGE.toNanos())).isFalse();

        clock.set(2 * MESSAGE.toNanos());
        reader.resume();

        assertThat(reader.isOverdue(3 * MESSAGE.toNanos() - 1)).isFalse();
        assertThat(reader.isOverdue(3 * MESSAGE.toNanos())).isTrue();
    }

    @Test
    void what_is_drained_between_the_two_looks_of_a_pause_lets_the_rest_be_read() {
        looks.add(() -> true);
        looks.add(() -> false);
        comes(BEGUN);

        assertThat(reader.isInsideMessage()).isTrue();
    }

    @Test
    void a_pause_that_has_ended_before_it_is_noted_does_not_keep_a_message_from_being_late() {
        comes(BEGUN);
        looks.add(() -> true);
        looks.add(() -> {
            reader.resume();
            return true;
        });

        reader.onDataAvailable();

        assertThat(looks).isEmpty();
        assertThat(reader.isOverdue(MESSAGE.toNanos())).isTrue();
    }

    private void comes(byte[] bytes) {
        in.bytes = bytes;
        if (in.listener == null) {
            reader.start(in);
        }
        reader.onDataAvailable();
    }

    /** Has the client wait as the test says, and else does not. */
    private final class Owner implements FrameReader.Owner {
        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public boolean letsWait() {
            BooleanSupplier look = looks.poll();
            return look != null && look.getAsBoolean();
        }

        @Override
        public void heard() {}

        @Override
        public void messageBegan() {}

        @Override
        public void ended(@Nullable Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Nobody sends a whole one. */
    private static final class Messages implements MessageListener {
        @Override
        public void text(String text) {
            throw new AssertionError(text);
        }

        @Override
        public void binary(byte[] data) {
            throw new AssertionError(data.length);
        }

        @Override
        public void ping(byte[] data) {
            throw new AssertionError(data.length);
        }

        @Override
        public void pong(byte[] data) {
            throw new AssertionError(data.length);
        }

        @Override
        public void close(int code, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void failed(Violation violation) {
            throw new AssertionError(violation);
        }
    }

    private static final class Input extends ServletInputStream {
        private byte[] bytes = {};
        private @Nullable ReadListener listener;

        @Override
        public boolean isReady() {
            return bytes.length > 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = bytes.length;
            System.arraycopy(bytes, 0, into, offset, count);
            bytes = new byte[0];
            return count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setReadListener(ReadListener to) {
            listener = to;
        }

        @Override
        public boolean isFinished() {
            return false;
        }
    }
}
