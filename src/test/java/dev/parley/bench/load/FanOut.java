package dev.parley.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Messages at a fixed rate that everybody gets. Each has the time for which it was scheduled, not when it was sent: what
 * comes late because anything was busy, the client included, counts as late.
 */
public final class FanOut {
    /** Messages to all, over all of the time. */
    public record Load(double messagesPerSecond, Duration duration, int size, int senders) {}

    /**
     * What was seen.
     *
     * @param sent messages
     * @param expected deliveries: messages times clients
     * @param disordered deliveries that came after a later one of the same sender, or twice
     * @param latencies in microseconds
     * @param seconds from the first message to the last delivery
     */
    public record Seen(long sent, long expected, long delivered, long disordered, Histogram latencies, double seconds) {
        public long missing() {
            return expected - delivered;
        }
    }

    /** {@code 42["message","}, then run, sender, number and time, each in digits, then filling. */
    static final String PREFIX = "42[\"message\",\"";

    static final int STAMP = 4 + 4 + 8 + 16;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static int runs; // tells a late message of an earlier run from this one's

    private final Clients clients;
    private final Load load;
    private final int run = runs++ % 10_000;
    private final int[] numbers; // by sender: of its next message
    private final int[][] awaited; // by client and sender: the number that is next
    private final Histogram latencies = new Histogram(60_000_000, 3);
    private final String filling;
    private long delivered;
    private long disordered;
    private long lastDelivery;
    private long start;

    public FanOut(Clients clients, Load load) {
        if (load.size < STAMP) {
            throw new IllegalArgumentException("a message has at least " + STAMP + " bytes");
        }
        this.clients = clients;
        this.load = load;
        this.numbers = new int[load.senders];
        this.awaited = new int[clients.all().size()][load.senders];
        this.filling = ".".repeat(load.size - STAMP) + "\"]";
    }

    /**
     * Sends, and waits for what is on its way.
     *
     * @param hopeless latency in milliseconds past which the rest is not sent; {@link Integer#MAX_VALUE} for never
     */
    public Seen run(int hopeless) {
        clients.listener(this::received);
        List<Client> all = clients.all();
        long messages = Math.max(1, Math.round(load.messagesPerSecond * load.duration.toNanos() / 1e9));
        double interval = 1e9 / load.messagesPerSecond;
        long tooLate = hopeless * 1_000L;
        long sent = 0;
        start = System.nanoTime();
        lastDelivery = start;
        while (sent < messages && latencies.getMaxValue() <= tooLate && clients.lost() == 0) {
            long due = start + (long) (sent * interval);
            long wait = due - System.nanoTime();
            if (wait <= 0) {
                send(all, (int) (sent % load.senders), due);
                sent++;
            }
            clients.poll(wait);
        }
        long expected = sent * all.size();
        clients.pollUntil(() -> delivered >= expected || clients.lost() > 0, DRAIN);
        return seen(sent);
    }

    Seen seen(long sent) {
        return new Seen(
                sent, sent * clients.all().size(), delivered, disordered, latencies, (lastDelivery - start) / 1e9);
    }

    /** For tests: what a client gets when that message arrives. */
    byte[] delivery(int sender, int number) {
        return (PREFIX + digits(run, 4) + digits(sender, 4) + digits(number, 8) + digits(0, 16) + filling)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void send(List<Client> all, int sender, long due) {
        // Senders stand apart, so that not all belong to the same thread of a server.
        Client client = all.get((int) ((long) sender * all.size() / load.senders));
        client.send(PREFIX
                + digits(run, 4)
                + digits(sender, 4)
                + digits(numbers[sender]++, 8)
                + digits(due - start, 16)
                + filling);
    }

    private static String digits(long number, int count) {
        String digits = Long.toString(number);
        return "0".repeat(count - digits.length()) + digits;
    }

    void received(Client client, byte[] bytes, int from, int to, long now) {
        int at = from + PREFIX.length();
        if (to - at < STAMP || bytes[from + 1] != '2' || number(bytes, at, 4) != run) {
            return;
        }
        int sender = (int) number(bytes, at + 4, 4);
        int number = (int) number(bytes, at + 8, 8);
        long due = number(bytes, at + 16, 16);
        int[] next = awaited[client.index()];
        if (number < next[sender]) {
            disordered++;
        } else {
            next[sender] = number + 1;
        }
        delivered++;
        lastDelivery = now;
        latencies.recordValue(Math.min(Math.max(0, now - start - due) / 1_000, latencies.getHighestTrackableValue()));
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number * 10 + (bytes[i] - '0');
        }
        return number;
    }
}
