package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that an administrator stops while people talk: what it acknowledged is kept, and what it did not comes again. */
class StoppedServerIT {
    private static final int TALKERS = 4;
    private static final int ENOUGH = 200;
    private static final int MANY_TRIES = 100;
    private static final long PATIENCE_SECONDS = 60;

    @Test
    @Tag("server")
    void what_was_acknowledged_before_a_stop_is_there_after_it_once(@TempDir Path data) throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        BlockingQueue<RunningServer> next = new LinkedBlockingQueue<>();
        List<SteadyClient> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        RunningServer first = RunningServer.start(data);
        for (int i = 0; i < TALKERS; i++) {
            SteadyClient client =
                    new SteadyClient("talker" + i, gone -> gone == null ? first : next.take(), acknowledged);
            clients.add(client);
            Thread thread = new Thread(client);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        Eventually.until(acknowledged::get, count -> count >= ENOUGH);

        assertThat(first.stop())
                .as("the database is there to the end, and all that Parley uses of the server")
                .doesNotContain("already closed", "his version of");
        try (RunningServer second = RunningServer.start(data)) {
            clients.forEach(SteadyClient::stop);
            for (int i = 0; i < MANY_TRIES; i++) {
                next.add(second);
            }
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            }
            List<String> kept = new ArrayList<>();
            JSONObject page = page(second, 0);
            for (List<SteadyClient.Seen> seen = SteadyClient.Seen.all(page); !seen.isEmpty(); ) {
                seen.stream()
                        .filter(message -> !message.uuid().isEmpty())
                        .forEach(message -> kept.add(message.receipt()));
                seen = SteadyClient.Seen.all(
                        page(second, seen.get(seen.size() - 1).id()));
            }
            assertThat(kept)
                    .as("what was acknowledged, each once")
                    .containsExactlyInAnyOrderElementsOf(clients.stream()
                            .flatMap(client -> client.receipts().stream())
                            .toList());
            clients.forEach(SteadyClient::leave);
        }
    }

    private static JSONObject page(RunningServer server, long after) throws Exception {
        return new JSONObject(LineClient.get(server, "api/rooms/lobby/messages?limit=200&after=" + after)
                .body());
    }
}
