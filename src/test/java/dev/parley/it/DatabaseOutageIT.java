package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.PostgreSql;
import dev.parley.store.PostgreSqlExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL behind the server's datasource goes away and comes back while people talk. */
@ExtendWith(PostgreSqlExtension.class)
class DatabaseOutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> acknowledged = new ArrayList<>();
    private int said;

    @Test
    void messages_are_refused_while_the_database_is_away_and_the_chat_goes_on_by_itself(
            PostgreSql database, @TempDir Path work) throws Exception {
        try (RunningServer server = RunningServer.start(database.newDatabase(), work)) {
            LineClient ann = LineClient.join(server, "Ann");
            LineClient bob = LineClient.join(server, "Bob");
            sayUntil(ann, true);

            database.stop();
            JSONObject refusal = sayUntil(ann, false);
            assertThat(refusal.getString("error")).isEqualTo("unavailable");
            assertThat(LineClient.get(server, "health").statusCode()).isEqualTo(503);

            database.start();
            sayUntil(ann, true);
            assertThat(LineClient.get(server, "health").statusCode()).isEqualTo(200);

            List<String> lines =
                    acknowledged.stream().map(text -> "Ann: " + text).toList();
            awaitLast(bob, lines.get(lines.size() - 1));
            assertThat(bob.got()).filteredOn(line -> line.startsWith("Ann: ")).isEqualTo(lines);
            assertThat(LineClient.history(server)).containsAll(acknowledged).doesNotHaveDuplicates();
            ann.leave();
            bob.leave();
        }
    }

    private JSONObject sayUntil(LineClient client, boolean ok) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String text = "message " + said++;
            JSONObject answer = client.say(text);
            if (answer.getBoolean("ok")) {
                acknowledged.add(text);
            }
            if (answer.getBoolean("ok") == ok) {
                return answer;
            }
        }
        throw new AssertionError("No answer with ok=" + ok);
    }

    private static void awaitLast(LineClient client, String line) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!client.got().contains(line)) {
            assertThat(System.nanoTime()).describedAs("until %s arrives", line).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
