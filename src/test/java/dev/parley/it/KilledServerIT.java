package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged survives kill -9, once, with the embedded database as {@code deploy/run} sets it. */
class KilledServerIT {
    private static final int ROUNDS = 3;
    private static final int MESSAGES = 40;

    @Test
    void every_acknowledged_message_is_in_the_history_once_after_kill_9(@TempDir Path data) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            RunningServer server = RunningServer.start(data);
            try {
                LineClient client = LineClient.join(server, "Round" + round);
                for (int i = 0; i < MESSAGES; i++) {
                    String text = round + "-" + i;
                    assertThat(client.say(text).getBoolean("ok")).isTrue();
                    acknowledged.add(text);
                }
                server.kill();
                client.leave();
            } finally {
                server.kill();
            }
        }
        try (RunningServer server = RunningServer.start(data)) {
            assertThat(LineClient.history(server)).containsExactlyElementsOf(acknowledged);
        }
    }
}
