package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.json.JSONObject;

/** Several people in the chat who talk without end, each with a thread of its own, whatever becomes of the server. */
final class SteadyClients {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<SteadyClient> clients;
    private final List<Thread> threads;

    /** Begins. */
    SteadyClients(int count, SteadyClient.Place place) {
        clients = IntStream.range(0, count)
                .mapToObj(i -> new SteadyClient("Client" + i, place, acknowledged))
                .toList();
        threads = clients.stream().map(this::thread).toList();
        threads.forEach(Thread::start);
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

    /** Messages that were acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Waits until so many more messages are acknowledged. */
    void awaitMore(int messages) throws InterruptedException {
        int enough = acknowledged.get() + messages;
        await(() -> acknowledged.get() >= enough);
    }

    /** Waits until everybody has said something; a new guest's name is kept from then on. */
    void awaitEverybodyTalks() throws InterruptedException {
        await(() -> clients.stream().noneMatch(client -> client.receipts().isEmpty()));
    }

    /** Ends all talk, and compares what everybody was told and has seen with the log. */
    int stopAndCompare(RunningServer server) throws Exception {
        clients.forEach(SteadyClient::stop);
        await(() -> threads.stream().noneMatch(Thread::isAlive));
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
        clients.forEach(SteadyClient::leave);
        return log.size();
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

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            synchronized (failures) {
                assertThat(failures).isEmpty();
            }
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5); // between two looks
        }
    }
}
