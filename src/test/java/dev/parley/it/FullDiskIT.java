package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room for the embedded database. Here that is a limit for how long a file of the server may become. */
class FullDiskIT {
    /** More than any file that a server has for itself. */
    private static final int LONGEST_KIB = 16 << 10;

    private static final String LONG = "x".repeat(3_900);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void messages_are_refused_while_there_is_no_room_and_what_was_acknowledged_is_there_when_there_is(
            @TempDir Path data) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (RunningServer server = RunningServer.startWithFilesUpTo(LONGEST_KIB, data)) {
            LineClient ann = LineClient.join(server, "Ann");

            JSONObject refusal = sayUntilRefused(ann, acknowledged);

            assertThat(refusal.getString("error")).isEqualTo("unavailable");
            assertThat(Eventually.until(() -> LineClient.get(server, "health"), health -> health.statusCode() == 503)
                            .body())
                    .contains("\"status\":\"down\"");
            assertThat(ann.say("still there").getString("error")).isEqualTo("unavailable");
            ann.leave();
        }
        try (RunningServer server = RunningServer.start(data)) {
            assertThat(LineClient.history(server)).containsAll(acknowledged).doesNotHaveDuplicates();
        }
    }

    private static JSONObject sayUntilRefused(LineClient client, List<String> acknowledged) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String text = acknowledged.size() + LONG;
            JSONObject answer = client.say(text);
            if (!answer.getBoolean("ok")) {
                return answer;
            }
            acknowledged.add(text);
        }
        throw new AssertionError("after " + acknowledged.size() + " messages there is still room");
    }
}
