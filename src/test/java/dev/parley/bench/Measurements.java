package dev.parley.bench;

import dev.parley.bench.Options.Workload;
import dev.parley.bench.Results.Metric;
import dev.parley.bench.load.AckLoop;
import dev.parley.bench.load.Clients;
import dev.parley.bench.load.FanOut;
import java.io.IOException;
import java.time.Duration;

/** The workloads, on one server that runs. */
final class Measurements {
    private static final double DELIVERIES_PER_SECOND = 20_000;
    private static final int ACK_CLIENTS = 64;
    private static final int SENDERS = 10;
    private static final int MAX_CLIENTS = 10_000; // more ports than that are not free for one address everywhere
    private static final int MAX_P99_MICROS = 250_000;
    private static final int HOPELESS_MILLIS = 1_000;
    private static final Duration CONNECT = Duration.ofMinutes(2);

    private final Options options;
    private final Results results;
    private final Target target;
    private final Server server;
    private String failure = ""; // why the last rate that did not hold did not

    Measurements(Options options, Results results, Target target, Server server) {
        this.options = options;
        this.results = results;
        this.target = target;
        this.server = server;
    }

    void measure(Workload workload) throws IOException {
        switch (workload) {
            case MEMORY -> memory();
            case CONNECT -> connect();
            case FAN_OUT -> {
                warmUp();
                fanOut(options.connections() / 10);
                fanOut(options.connections());
                fanOut(Math.min(MAX_CLIENTS, options.connections() * 5));
            }
            case ECHO -> ack();
            case MOST -> most();
            case HALF -> half();
            case HEARTBEAT -> heartbeat();
        }
    }

    /** Of those that come after the first tenth: what a server takes for its first clients, and for compiling, it takes once. */
    private void memory() throws IOException {
        int count = Math.min(MAX_CLIENTS, options.connections() * 10);
        int first = count / 10;
        try (Clients clients = connected(first)) {
            clients.pollUntil(() -> false, options.duration());
            double before = server.residentKib();
            clients.connect(count - first, CONNECT);
            clients.pollUntil(() -> false, Duration.ofSeconds(2));
            add(
                    "memory of an idle client, KiB (" + count + " clients)",
                    (server.residentKib() - before) / (count - first));
            if (clients.lost() > 0) {
                throw new IOException("clients lost: " + clients.ends());
            }
        }
    }

    private void connect() throws IOException {
        int count = options.connections() * 2;
        try (Clients clients = new Clients(server.port())) {
            add("time to connect " + count + " clients, ms", clients.connect(count, CONNECT) / 1e6);
        }
    }

    /**
     * Has the code that a measurement is about compiled before it counts: with a core for itself a Java server spends up to a
     * minute on that, and more for itself than for its clients. With few clients and many messages most of it is done soonest.
     */
    private void warmUp() throws IOException {
        Duration time = options.duration().multipliedBy(2);
        try (Clients clients = connected(options.connections() / 100)) {
            new FanOut(clients, load(2 * DELIVERIES_PER_SECOND, clients, time)).run(Integer.MAX_VALUE);
        }
    }

    private void fanOut(int count) throws IOException {
        String where = ", " + count + " clients, 20,000 deliveries a second";
        try (Clients clients = connected(count)) {
            FanOut.Load load = load(DELIVERIES_PER_SECOND, clients, options.duration());
            new FanOut(clients, load).run(Integer.MAX_VALUE);
            double before = server.cpuMicros();
            FanOut.Seen seen = new FanOut(clients, load).run(Integer.MAX_VALUE);
            add("server CPU a delivery, µs" + where, (server.cpuMicros() - before) / seen.delivered());
            add("latency p50, ms" + where, seen.latencies().getValueAtPercentile(50) / 1e3);
            add("latency p99, ms" + where, seen.latencies().getValueAtPercentile(99) / 1e3);
            add("latency p99.9, ms" + where, seen.latencies().getValueAtPercentile(99.9) / 1e3);
            add("missing or out of order" + where, (double) (seen.missing() + seen.disordered()));
        }
    }

    private void ack() throws IOException {
        try (Clients clients = connected(ACK_CLIENTS)) {
            acks(clients).run(options.duration().multipliedBy(2));
            double before = server.cpuMicros();
            AckLoop.Seen seen = acks(clients).run(options.duration());
            String where = ", " + ACK_CLIENTS + " in flight";
            add("server CPU an acknowledged message, µs" + where, (server.cpuMicros() - before) / seen.answered());
            results.add(
                    target,
                    new Metric("acknowledged messages a second" + where, true),
                    seen.answered() / seen.seconds());
            add("acknowledgement p99, ms" + where, seen.latencies().getValueAtPercentile(99) / 1e3);
            if (seen.wrong() > 0 || clients.lost() > 0) {
                throw new IOException(seen.wrong() + " wrong acknowledgements, ends: " + clients.ends());
            }
        }
    }

    private AckLoop acks(Clients clients) {
        String payload = "\"" + ".".repeat(options.size()) + "\"]";
        AckLoop.Question question = new AckLoop.Question((client, number) -> "[\"ack\"," + payload, "[" + payload);
        return new AckLoop(clients, clients.all(), question);
    }

    private void heartbeat() throws IOException {
        try (Clients clients = connected(Math.min(MAX_CLIENTS, options.connections() * 10))) {
            clients.pollUntil(() -> clients.lost() > 0, options.duration().multipliedBy(2));
            double before = server.cpuMicros();
            long pings = clients.pings();
            clients.pollUntil(() -> clients.lost() > 0, options.duration());
            double spent = server.cpuMicros() - before;
            add("server CPU a heartbeat, µs (" + clients.all().size() + " clients)", spent / (clients.pings() - pings));
        }
    }

    /** What goes in at a rate, comes out whole, in order, and with 99 of 100 in time. */
    private boolean holds(FanOut.Seen seen, Clients clients) {
        long p99 = seen.latencies().getValueAtPercentile(99);
        if (seen.missing() == 0 && seen.disordered() == 0 && clients.lost() == 0 && p99 <= MAX_P99_MICROS) {
            return true;
        }
        failure = String.format(
                "of %d messages %d deliveries missing, %d out of order, p99 %d ms, clients lost: %s",
                seen.sent(), seen.missing(), seen.disordered(), p99 / 1_000, clients.ends());
        return false;
    }

    /**
     * Doubles the rate until it does not hold, halves the interval in between four times, then measures what held. A rate does
     * not hold that has not held twice, since one disturbance would else decide.
     */
    private void most() throws IOException {
        Duration probe = options.duration().dividedBy(4);
        double good = 0;
        double bad = Double.MAX_VALUE;
        double rate = DELIVERIES_PER_SECOND;
        for (int narrowed = 0; narrowed < 4; rate = bad == Double.MAX_VALUE ? good * 2 : (good + bad) / 2) {
            if (holds(rate, probe)) {
                good = rate;
            } else {
                bad = rate;
            }
            narrowed += bad == Double.MAX_VALUE ? 0 : 1;
        }
        for (int i = 0; i < 5; i++) {
            if (measureAt(good)) {
                return;
            }
            good *= 0.9; // a moment was luckier than ten
        }
        throw new IOException("no rate holds: " + failure);
    }

    private boolean holds(double rate, Duration duration) throws IOException {
        boolean held = probe(rate, duration);
        return held || probe(rate, duration);
    }

    private boolean probe(double rate, Duration duration) throws IOException {
        try (Clients clients = connected(options.connections())) {
            return holds(new FanOut(clients, load(rate, clients, duration)).run(HOPELESS_MILLIS), clients);
        }
    }

    private boolean measureAt(double rate) throws IOException {
        try (Clients clients = connected(options.connections())) {
            double before = server.cpuMicros();
            FanOut.Seen seen = new FanOut(clients, load(rate, clients, options.duration())).run(HOPELESS_MILLIS);
            double spent = server.cpuMicros() - before;
            if (!holds(seen, clients)) {
                return false;
            }
            results.add(target, most(options), seen.delivered() / seen.seconds());
            add("server CPU a delivery at that load, µs", spent / seen.delivered());
            return true;
        }
    }

    private void half() throws IOException {
        Target reference = options.targets().get(0);
        double rate = results.of(most(options), reference)
                        .filter(figures -> reference.isReference())
                        .orElseThrow(() -> new IOException("Node.js has no figure"))
                        .last()
                / 2;
        try (Clients clients = connected(options.connections())) {
            FanOut.Load load = load(rate, clients, options.duration());
            // Else what the most before has left behind would be measured.
            new FanOut(clients, load).run(Integer.MAX_VALUE);
            FanOut.Seen seen = new FanOut(clients, load).run(Integer.MAX_VALUE);
            add("latency p99 at half of Node.js's most, ms", seen.latencies().getValueAtPercentile(99) / 1e3);
        }
    }

    static Metric most(Options options) {
        return new Metric("most deliveries a second with p99 ≤ 250 ms, " + options.connections() + " clients", true);
    }

    private FanOut.Load load(double deliveriesPerSecond, Clients clients, Duration duration) {
        int count = clients.all().size();
        return new FanOut.Load(deliveriesPerSecond / count, duration, options.size(), Math.min(SENDERS, count));
    }

    private Clients connected(int count) throws IOException {
        Clients clients = new Clients(server.port());
        try {
            clients.connect(count, CONNECT);
        } catch (IOException e) {
            clients.close();
            throw e;
        }
        return clients;
    }

    /** A figure that is better when it is less. */
    private void add(String name, double value) {
        results.add(target, new Metric(name, false), value);
    }
}
