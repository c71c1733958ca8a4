package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.CloseCode;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limits of the lab's WebSockets, at their defaults. */
@Tag("server")
class WebSocketLimitsIT extends ParleyIT {
    private static final int MAX_MESSAGE = 16 << 20;
    private static final int MAX_FRAGMENTS = 65_536;
    private static final int MAX_SOCKETS = 200;
    private static final int MAX_SOCKETS_PER_ADDRESS = 100;
    private static final int INSPECTED_BYTES = 4 << 10;

    @Test
    void a_message_of_more_than_16_MiB_is_refused_at_its_header() throws Exception {
        byte[] header = {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 1, 0, 0, 1};
        assertThat(ByteBuffer.wrap(header).getLong(2)).isEqualTo(MAX_MESSAGE + 1);

        assertThat(closeCode(header)).isEqualTo(CloseCode.MESSAGE_TOO_BIG);
    }

    @Test
    void a_message_of_more_than_65536_fragments_is_refused() throws Exception {
        ClientFrames frames = new ClientFrames(1).raw(0x02, new byte[1]);
        for (int i = 1; i <= MAX_FRAGMENTS; i++) {
            frames.raw(0x00, new byte[1]);
        }

        assertThat(closeCode(frames.toBytes())).isEqualTo(CloseCode.POLICY_VIOLATION);
    }

    @Test
    void a_path_has_places_for_100_of_an_address_and_200_in_all_and_whoever_leaves_makes_room() throws Exception {
        List<RawConnection> open = new ArrayList<>();
        try {
            fill(open, MAX_SOCKETS_PER_ADDRESS, "127.0.0.1");
            refused("127.0.0.1", 429, "too many connections of this address\n");
            fill(open, MAX_SOCKETS - MAX_SOCKETS_PER_ADDRESS, "127.0.0.2");
            refused("127.0.0.3", 503, "too many connections\n");

            open.remove(0).close();

            while (handshake("127.0.0.3").status() != 101) {
                Thread.onSpinWait(); // the server learns of it soon
            }
        } finally {
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void the_inspector_shows_4_KiB_of_a_payload() throws Exception {
        try (RawConnection server = new RawConnection(at("inspect"))) {
            server.handshake();
            byte[] payload = new byte[INSPECTED_BYTES + 1];
            byte[] frame = new ClientFrames(1).whole(Opcode.BINARY, payload).toBytes();
            server.send(frame, 0, frame.length);

            StringBuilder all = new StringBuilder();
            while (all.indexOf("\"direction\":\"out\"") < 0) {
                all.append(new String(server.receive(), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            assertThat(all)
                    .contains("\"hex\":\"" + "00".repeat(INSPECTED_BYTES) + "\"")
                    .contains("\"bytes\":4097,\"truncated\":true");
        }
    }

    private void fill(List<RawConnection> open, int places, String from) throws Exception {
        for (int i = 0; i < places; i++) {
            RawConnection next = new RawConnection(at("inspect"), from);
            open.add(next);
            assertThat(next.handshake().status()).isEqualTo(101);
        }
    }

    private void refused(String from, int status, String why) throws Exception {
        RawConnection.Answer answer = handshake(from);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
        assertThat(answer.body()).isEqualTo(why);
    }

    private RawConnection.Answer handshake(String from) throws Exception {
        try (RawConnection server = new RawConnection(at("inspect"), from)) {
            return server.handshake();
        }
    }

    /** What {@code /raw} says in its Close frame, which is all that it says. */
    private int closeCode(byte[] sent) throws Exception {
        try (RawConnection server = new RawConnection(at("raw"))) {
            server.handshake();
            server.send(sent, 0, sent.length);
            byte[] close = server.receive();
            assertThat(close[0]).as(HexFormat.of().formatHex(close)).isEqualTo((byte) 0x88);
            return ByteBuffer.wrap(close).getShort(2);
        }
    }
}
