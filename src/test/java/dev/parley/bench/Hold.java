package dev.parley.bench;

import dev.parley.bench.load.Clients;
import dev.parley.bench.load.FanOut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Holds clients on servers, one server after the other, and tells whether any was lost meanwhile and whether all still hear
 * what one of them says: what {@code deploy/bench --hold} runs.
 */
public final class Hold {
    private static final Path LOGS =
            Path.of(System.getProperty("parley.root", ".")).resolve("target/bench/logs");
    private static final Duration CONNECT = Duration.ofMinutes(2);
    private static final int PING_MILLIS = 25_000; // Socket.IO's own

    private final Options options;

    private Hold(Options options) {
        this.options = options;
    }

    /** @param args as {@code deploy/bench --help} tells */
    public static void main(String[] args) throws IOException {
        Hold hold = new Hold(Options.orExit(args));
        boolean all = true;
        for (Target target : hold.options.targets()) {
            all &= hold.holds(target);
        }
        System.exit(all ? 0 : 1);
    }

    private boolean holds(Target target) throws IOException {
        Path log = LOGS.resolve("hold-" + target.name() + ".log");
        try (Server server = Server.start(
                        port -> target.command(port, options.carrier(), PING_MILLIS), target.isJava(), log);
                Clients clients = new Clients(server.port())) {
            clients.connect(options.connections(), CONNECT);
            clients.pollUntil(() -> clients.lost() > 0, options.duration());
            long pings = clients.pings();
            FanOut.Load one = new FanOut.Load(1, Duration.ofSeconds(1), options.size(), 1);
            FanOut.Seen seen = new FanOut(clients, one).run(Integer.MAX_VALUE);
            System.out.printf(
                    "%s: %,d clients held for %d s: %d lost, %,d heartbeats, %d of %d deliveries missing, %,.0f MiB resident%n",
                    target.title(),
                    options.connections(),
                    options.duration().toSeconds(),
                    clients.lost(),
                    pings,
                    seen.missing(),
                    seen.expected(),
                    server.residentKib() / 1024);
            return clients.lost() == 0 && seen.missing() == 0 && pings >= expectedPings();
        }
    }

    /** One of each client and whole interval, but for the one that may be on its way at the end. */
    private long expectedPings() {
        return Math.max(0, options.duration().toMillis() / PING_MILLIS - 1) * options.connections();
    }
}
