package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine's clock is set forward and back under clients, by libfaketime (Debian's package faketime): what it says changes, and
 * how fast time goes does not. By hand, as it takes more than a minute, with {@code -Dit.clockJumps=true}.
 */
@EnabledIfSystemProperty(named = "it.clockJumps", matches = "true")
class ClockJumpIT {
    private static final int CLIENTS = 4;
    private static final int MESSAGES = 200;
    private static final List<Jump> JUMPS = List.of(
            new Jump("+1h", Duration.ofHours(1)),
            new Jump("-2h", Duration.ofHours(-2)),
            new Jump("+400d", Duration.ofDays(400)));
    private static final Duration ABOUT = Duration.ofMinutes(10);

    /** Longer than interval and timeout of the heartbeat together, so that each client is asked at each time. */
    private static final int TICKS = 4;

    /**
     * To where the clock is set.
     *
     * @param words of faketime(1)
     * @param ahead of the machine's clock
     */
    private record Jump(String words, Duration ahead) {}

    @Test
    @DisplayName("a clock that jumps ends no connection, and messages and ticks go on in order")
    void jumps(@TempDir Path work) throws Exception {
        Path clock = Files.writeString(work.resolve("clock"), "+0");
        try (RunningServer server = RunningServer.startWithClock(clock, work);
                ClockStream stream = new ClockStream(server.at("clock"))) {
            SteadyClients clients = new SteadyClients(CLIENTS, gone -> server);
            clients.awaitEverybodyTalks();
            for (Jump jump : JUMPS) {
                Files.writeString(clock, jump.words());
                Eventually.until(
                        () -> ahead(server),
                        ahead -> ahead.minus(jump.ahead()).abs().compareTo(ABOUT) < 0);
                stream.awaitTicks(TICKS);
                clients.awaitMore(MESSAGES);
            }
            assertThat(closed(server)).isEmpty();
            clients.stopAndCompare(server);
        }
    }

    /** How much the server's clock is ahead of the machine's. */
    private static Duration ahead(RunningServer server) throws Exception {
        String date =
                LineClient.get(server, "health").headers().firstValue("Date").orElseThrow();
        return Duration.between(Instant.now(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    }

    /** What ended sessions, and how many. */
    private static Stream<String> closed(RunningServer server) throws Exception {
        return LineClient.get(server, "metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("parley_engine_sessions_closed_total{") && !line.endsWith(" 0"));
    }
}
