package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client of {@link BroadcastIT}'s application that does with its connection whatever the test wants. */
final class RawListener implements AutoCloseable {
    private final RawConnection connection;

    /** Joins the main namespace, and has read the answer. */
    RawListener(URI target, int receiveBuffer) throws IOException {
        connection = new RawConnection(target, receiveBuffer);
        assertThat(connection.handshake().status()).isEqualTo(101);
        byte[] join = frame("40");
        connection.send(join, 0, join.length);
        StringBuilder got = new StringBuilder();
        while (got.indexOf("40{\"sid\"") < 0) {
            byte[] bytes = connection.receive();
            assertThat(bytes).as("after %s", got).isNotNull();
            got.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private static byte[] frame(String text) {
        return new ClientFrames(1)
                .whole(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8))
                .toBytes();
    }

    /** Begins a message and says only half of it. */
    void sayHalf() throws IOException {
        byte[] whole = frame("42[\"message\",\"never whole\"]");
        connection.send(whole, 0, whole.length / 2);
    }

    /** Is gone with a reset, as from a machine that was switched off and on. */
    void reset() throws IOException {
        connection.reset();
    }

    /** Ends TCP without a Close frame. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
