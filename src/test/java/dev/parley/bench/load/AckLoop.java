package dev.parley.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Clients that send, wait for their acknowledgement, and send again: one message a client in flight. */
public final class AckLoop {
    /**
     * What is sent and acknowledged.
     *
     * @param answer how a right acknowledgement's data begins
     */
    public record Question(Event event, String answer) {}

    /** The data of an event. */
    @FunctionalInterface
    public interface Event {
        /**
         * @param client its index
         * @param number from 1 for each client
         */
        String data(int client, int number);
    }

    /**
     * What was seen.
     *
     * @param wrong acknowledgements with another id or data than were due
     * @param latencies in microseconds
     */
    public record Seen(long answered, long wrong, Histogram latencies, double seconds) {}

    private static final int AT_ONCE = 64;

    private final Clients clients;
    private final List<Client> asking;
    private final Question question;
    private final byte[] right;
    private final long[] sentAt;
    private final int[] ids;
    private final Histogram latencies = new Histogram(60_000_000, 3);
    private long answered;
    private long wrong;
    private int waiting;
    private boolean over;

    /** @param asking those of the clients who ask; the others only listen */
    public AckLoop(Clients clients, List<Client> asking, Question question) {
        this.clients = clients;
        this.asking = asking;
        this.question = question;
        this.right = question.answer().getBytes(StandardCharsets.UTF_8);
        this.sentAt = new long[clients.all().size()];
        this.ids = new int[clients.all().size()];
    }

    /** As many as there may be, for that time. */
    public Seen run(Duration duration) {
        clients.listener(this::received);
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        asking.forEach(this::send);
        while (System.nanoTime() - end < 0 && clients.lost() == 0) {
            clients.poll(1_000_000);
        }
        over = true;
        clients.pollUntil(() -> waiting == 0, Duration.ofSeconds(5));
        return new Seen(answered, wrong, latencies, (System.nanoTime() - start) / 1e9);
    }

    /**
     * Each once.
     *
     * @throws IOException if an answer is wrong, or has not come by the deadline
     */
    public void once(Duration deadline) throws IOException {
        clients.listener(this::received);
        over = true;
        long end = System.nanoTime() + deadline.toNanos();
        for (Client client : asking) {
            clients.pollUntil(() -> waiting < AT_ONCE, Duration.ofNanos(end - System.nanoTime()));
            send(client);
        }
        clients.pollUntil(() -> waiting == 0, Duration.ofNanos(end - System.nanoTime()));
        if (answered != asking.size() || wrong > 0) {
            throw new IOException(
                    answered + " of " + asking.size() + " answers, " + wrong + " wrong; ends: " + clients.ends());
        }
    }

    private void send(Client client) {
        int i = client.index();
        sentAt[i] = System.nanoTime();
        waiting++;
        int id = ++ids[i];
        client.send("42" + clients.namespace() + id + question.event().data(i, id));
    }

    private void received(Client client, byte[] bytes, int from, int to, long now) {
        if (bytes[from + 1] != '3') {
            return; // an event, for those who listen
        }
        int i = client.index();
        int at = from + 2 + clients.namespace().length();
        int id = 0;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            id = id * 10 + bytes[at++] - '0';
        }
        if (id != ids[i] || !Arrays.equals(bytes, at, Math.min(to, at + right.length), right, 0, right.length)) {
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
