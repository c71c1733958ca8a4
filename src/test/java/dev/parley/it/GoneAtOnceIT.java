package dev.parley.it;

import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that open a WebSocket, send with it what they have to say, and leave without a word, before they are answered. */
@Tag("server")
class GoneAtOnceIT extends ParleyIT {
    /** Fewer than one address may have, so that each that has a place is seen to give it back. */
    private static final int CLIENTS = 60;

    /** Less than a heartbeat, or a deadline for who says nothing, takes to find them. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "raw                                    | hello | parley_lab_connections{path=\"/raw\"}",
                "inspect                                | hello | parley_lab_connections{path=\"/inspect\"}",
                "echo                                   | hello | parley_lab_connections{path=\"/echo\"}",
                "clock                                  | hello | parley_clock_clients{kind=\"websocket\"}",
                "socket.io/?EIO=4&transport=websocket   | 40    | parley_engine_sessions",
            })
    void leave_nothing_behind(String path, String says, String figure) throws Exception {
        leave(path, "", false, figure);
        leave(path, says, false, figure);
        leave(path, says, true, figure);
    }

    /** Other tests' clients may be there still; they do not become more. */
    private void leave(String path, String says, boolean reset, String figure) throws Exception {
        Figures before = Figures.of(this);
        for (int i = 0; i < CLIENTS; i++) {
            comeAndGo(path, says, reset);
        }

        Eventually.until(
                PATIENCE,
                () -> Figures.of(this),
                now -> now.get(figure) <= before.get(figure) && now.connections() <= before.connections());
    }

    private void comeAndGo(String path, String says, boolean reset) throws IOException {
        byte[] frames = says.isEmpty()
                ? new byte[0]
                : new ClientFrames(1)
                        .raw(0x81, says.getBytes(StandardCharsets.UTF_8))
                        .toBytes();
        try (RawConnection client = new RawConnection(at(path))) {
            client.handshakeWith(frames);
            if (reset) {
                client.reset();
            }
        }
    }
}
