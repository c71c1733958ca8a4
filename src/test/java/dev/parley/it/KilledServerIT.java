package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is acknowledged survives kill -9, once and in one order for everybody, with the embedded database as
 * {@code deploy/run} sets it. The system properties {@code it.kills} and {@code it.kills.server} say how often which server is
 * killed.
 */
class KilledServerIT {
    private static final int KILLS = Integer.getInteger("it.kills", 3);
    private static final String SERVER = System.getProperty("it.kills.server", "payara-micro");
    private static final int CLIENTS = 8;
    private static final int MOST_BEFORE_A_KILL = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>();
    private RunningServer running;

    private synchronized RunningServer after(RunningServer gone) throws InterruptedException {
        while (running == gone) {
            wait();
        }
        return running;
    }

    private synchronized void runs(RunningServer server) {
        running = server;
        notifyAll();
    }

    @Test
    void eight_clients_have_the_same_log_in_the_same_order_however_often_the_server_is_killed(@TempDir Path data)
            throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("The moments of the kills are those of seed " + seed);
        List<SteadyClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new SteadyClient("Client" + i, this::after, acknowledged))
                .toList();
        List<Thread> threads = clients.stream().map(this::thread).toList();
        threads.forEach(Thread::start);

        for (int kill = 0; kill < KILLS; kill++) {
            RunningServer server = RunningServer.start(data, SERVER);
            try {
                runs(server);
                // A new guest's name is kept from the first message on: at first everybody says one.
                await(() ->
                        clients.stream().noneMatch(client -> client.receipts().isEmpty()));
                int enough = acknowledged.get() + 1 + random.nextInt(MOST_BEFORE_A_KILL);
                await(() -> acknowledged.get() >= enough);
            } finally {
                server.kill();
            }
        }
        try (RunningServer server = RunningServer.start(data, SERVER)) {
            runs(server);
            int enough = acknowledged.get() + MOST_BEFORE_A_KILL;
            await(() -> acknowledged.get() >= enough);
            clients.forEach(SteadyClient::stop);
            await(() -> threads.stream().noneMatch(Thread::isAlive));
            compare(clients, server);
            clients.forEach(SteadyClient::leave);
        }
    }

    private void compare(List<SteadyClient> clients, RunningServer server) throws Exception {
        List<SteadyClient.Seen> log = log(server);
        List<SteadyClient.Seen> said =
                log.stream().filter(message -> !message.uuid().isEmpty()).toList();
        assertThat(said)
                .extracting(SteadyClient.Seen::uuid)
                .as("messages in the log, each once")
                .doesNotHaveDuplicates();
        assertThat(said)
                .extracting(SteadyClient.Seen::receipt)
                .as("what was acknowledged")
                .containsExactlyInAnyOrderElementsOf(clients.stream()
                        .flatMap(client -> client.receipts().stream())
                        .toList());
        for (SteadyClient client : clients) {
            await(() -> client.last() >= log.get(log.size() - 1).id());
            List<SteadyClient.Seen> view = client.view();
            assertThat(view).as("what one client has seen").isEqualTo(log);
        }
        System.out.printf(
                "%d kills of %s, %d messages acknowledged, %d in the log with those who came and went%n",
                KILLS, SERVER, acknowledged.get(), log.size());
    }

    private static List<SteadyClient.Seen> log(RunningServer server) throws Exception {
        List<SteadyClient.Seen> log = new ArrayList<>();
        boolean more = true;
        while (more) {
            long last = log.isEmpty() ? 0 : log.get(log.size() - 1).id();
            JSONObject page = new JSONObject(LineClient.get(server, "api/rooms/lobby/messages?limit=200&after=" + last)
                    .body());
            log.addAll(SteadyClient.Seen.all(page));
            more = page.getBoolean("more");
        }
        return log;
    }

    private Thread thread(SteadyClient client) {
        Thread thread = new Thread(client);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, why) -> {
            synchronized (failures) {
                failures.add(why);
            }
        });
        return thread;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            synchronized (failures) {
                assertThat(failures).isEmpty();
            }
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5); // between two looks
        }
    }
}
