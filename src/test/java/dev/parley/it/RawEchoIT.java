package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.FrameDecoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.MessageListener;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The byte-exact echo, with a client that does not read when it should. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("server")
class RawEchoIT extends ParleyIT {
    private static final int MESSAGE = 64 << 10;

    @Test
    void a_client_that_sends_16_MiB_before_it_reads_gets_every_byte_back() throws Exception {
        try (RawConnection server = new RawConnection(at("raw"), MESSAGE)) {
            server.handshake();
            for (int i = 0; i < 256; i++) {
                byte[] frame = frame(i);
                server.send(frame, 0, frame.length);
            }

            Echoes echoes = new Echoes(server);
            for (int i = 0; i < 256; i++) {
                assertThat(echoes.next()).isEqualTo(message(i));
            }
        }
    }

    private static byte[] message(int number) {
        byte[] message = new byte[MESSAGE];
        new Random(number).nextBytes(message);
        return message;
    }

    private static byte[] frame(int number) {
        return new ClientFrames(number).whole(Opcode.BINARY, message(number)).toBytes();
    }

    /** The messages that come. */
    private static final class Echoes implements MessageListener {
        private final RawConnection server;
        private final Deque<byte[]> messages = new ArrayDeque<>();
        private final FrameDecoder decoder = new FrameDecoder(
                FrameDecoder.Peer.SERVER, new Limits(16 << 20, 1, Duration.ofMinutes(1), Duration.ofMinutes(1)), this);

        Echoes(RawConnection server) {
            this.server = server;
        }

        byte[] next() throws Exception {
            while (messages.isEmpty()) {
                byte[] bytes = server.receive();
                assertThat(bytes).as("the server has not ended the connection").isNotNull();
                decoder.decode(bytes, 0, bytes.length);
            }
            return messages.remove();
        }

        @Override
        public void text(String text) {
            throw new AssertionError("only binary messages were sent");
        }

        @Override
        public void binary(byte[] data) {
            messages.add(data);
        }

        @Override
        public void ping(byte[] data) {}

        @Override
        public void pong(byte[] data) {}

        @Override
        public void close(int code, String reason) {
            throw new AssertionError("the server closed with " + code + " " + reason);
        }

        @Override
        public void failed(Violation violation) {
            throw new AssertionError("the server broke a rule: " + violation);
        }
    }
}
