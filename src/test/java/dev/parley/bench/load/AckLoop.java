package dev.parley.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Every client sends, waits for its acknowledgement, and sends again: one message a client in flight. */
public final class AckLoop {
    /**
     * What was seen.
     *
     * @param wrong acknowledgements with another id or payload than was sent
     * @param latencies in microseconds
     */
    public record Seen(long answered, long wrong, Histogram latencies, double seconds) {}

    private final Clients clients;
    private final String payload;
    private final long[] sentAt;
    private final int[] ids;
    private final Histogram latencies = new Histogram(60_000_000, 3);
    private long answered;
    private long wrong;
    private int waiting;
    private boolean over;

    public AckLoop(Clients clients, int size) {
        this.clients = clients;
        this.payload = ".".repeat(size);
        this.sentAt = new long[clients.all().size()];
        this.ids = new int[clients.all().size()];
    }

    public Seen run(Duration duration) {
        clients.listener(this::received);
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        clients.all().forEach(this::send);
        while (System.nanoTime() - end < 0 && clients.lost() == 0) {
            clients.poll(1_000_000);
        }
        over = true;
        clients.pollUntil(() -> waiting == 0, Duration.ofSeconds(5));
        return new Seen(answered, wrong, latencies, (System.nanoTime() - start) / 1e9);
    }

    private void send(Client client) {
        int i = client.index();
        sentAt[i] = System.nanoTime();
        waiting++;
        client.send("42" + ++ids[i] + "[\"ack\",\"" + payload + "\"]");
    }

    private void received(Client client, byte[] bytes, int from, int to, long now) {
        if (bytes[from + 1] != '3') {
            return; // an event that an earlier load left behind
        }
        int i = client.index();
        int at = from + 2;
        int id = 0;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            id = id * 10 + bytes[at++] - '0';
        }
        if (id != ids[i] || to - at != payload.length() + 4) {
            wrong++;
        }
        waiting--;
        answered++;
        latencies.recordValue(Math.min((now - sentAt[i]) / 1_000, latencies.getHighestTrackableValue()));
        if (!over) {
            send(client);
        }
    }
}
