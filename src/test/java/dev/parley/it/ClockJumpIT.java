package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine's clock is set forward and back under clients, by libfaketime (Debian's package faketime): what it says changes, and
 * how fast time goes does not. By hand, as it takes four minutes, with {@code -Dit.clockJumps=true}.
 */
@EnabledIfSystemProperty(named = "it.clockJumps", matches = "true")
class ClockJumpIT {
    private static final int CLIENTS = 4;
    private static final int MESSAGES = 200;
    private static final List<String> JUMPS = List.of("+1h", "-2h", "+400d");
    private static final List<String> STREAM = List.of("Accept: text/event-stream");

    /** Longer than interval and timeout of the heartbeat together, so that each client is asked at each time. */
    private static final int TICKS = 4;

    @Test
    @DisplayName("a clock that jumps ends no connection, and messages and ticks go on in order")
    void jumps(@TempDir Path work) throws Exception {
        Path clock = Files.writeString(work.resolve("clock"), "+0");
        try (RunningServer server = RunningServer.startWithClock(clock, work);
                RawConnection stream = new RawConnection(server.at("clock"))) {
            assertThat(stream.ask("GET", STREAM).status()).isEqualTo(200);
            SteadyClients clients = new SteadyClients(CLIENTS, gone -> server);
            clients.awaitEverybodyTalks();
            for (String jump : JUMPS) {
                Files.writeString(clock, jump);
                awaitTicks(stream);
                clients.awaitMore(MESSAGES);
            }
            assertThat(closed(server)).isEmpty();
            clients.stopAndCompare(server);
        }
    }

    private static void awaitTicks(RawConnection following) throws Exception {
        for (int ticks = 0; ticks < TICKS; ) {
            String heard = new String(following.receive(), StandardCharsets.UTF_8);
            ticks += heard.split("\nid:", -1).length - 1;
        }
    }

    /** What ended sessions, and how many. */
    private static Stream<String> closed(RunningServer server) throws Exception {
        return LineClient.get(server, "metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("parley_engine_sessions_closed_total{") && !line.endsWith(" 0"));
    }
}
