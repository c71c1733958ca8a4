package dev.parley.bench;

import dev.parley.bench.Options.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Set;

/** Measures servers in turn, round after round, and writes down what it saw: what {@code deploy/bench} runs. */
public final class Bench {
    private static final Path ROOT = Path.of(System.getProperty("parley.root", "."));
    private static final Path OUT = ROOT.resolve("target/bench");
    private static final int DEFAULT_PING_MILLIS = 25_000;
    /** On a server of their own: what has served others has the memory already, and hardly ever pings. */
    private static final EnumSet<Workload> FRESH = EnumSet.of(Workload.MEMORY, Workload.HEARTBEAT);

    private final Options options;
    private final Results results = new Results();

    private Bench(Options options) {
        this.options = options;
    }

    /** @param args as {@code deploy/bench --help} tells */
    public static void main(String[] args) throws IOException {
        System.exit(new Bench(Options.orExit(args)).run() ? 0 : 1);
    }

    private boolean run() throws IOException {
        for (int round = 1; round <= options.rounds(); round++) {
            for (Target target : options.targets()) {
                System.out.printf("Round %d of %d: %s%n", round, options.rounds(), target.title());
                measure(target, round);
            }
        }
        Report report = new Report(options, results);
        System.out.println();
        System.out.println(report.markdown());
        Files.writeString(OUT.resolve("results.md"), report.markdown());
        Files.writeString(OUT.resolve("results.svg"), new Plot(options, results).svg());
        if (options.whole() && results.failures().isEmpty()) {
            Report.publish(ROOT.resolve("src/docs/performance.md"), report.markdown(), "performance.svg");
            Report.publish(ROOT.resolve("README.md"), report.summary(), "src/docs/performance.svg");
            Files.copy(
                    OUT.resolve("results.svg"),
                    ROOT.resolve("src/docs/performance.svg"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return results.failures().isEmpty();
    }

    private void measure(Target target, int round) {
        measure(target, round, DEFAULT_PING_MILLIS, EnumSet.complementOf(FRESH));
        measure(target, round, fastPingMillis(), FRESH);
    }

    /** Two heartbeats of each client in a measurement. */
    private int fastPingMillis() {
        return (int) options.duration().dividedBy(2).toMillis();
    }

    private void measure(Target target, int round, int pingMillis, Set<Workload> workloads) {
        Set<Workload> wanted = EnumSet.copyOf(workloads);
        wanted.retainAll(options.workloads());
        if (wanted.isEmpty()) {
            return;
        }
        Path log = OUT.resolve("logs").resolve(target.name() + "-" + round + "-" + pingMillis + ".log");
        try (Server server =
                Server.start(port -> target.command(port, options.carrier(), pingMillis), target.isJava(), log)) {
            Measurements measurements = new Measurements(options, results, target, server);
            wanted.forEach(workload -> attempt(target, measurements, workload));
        } catch (IOException | RuntimeException e) {
            results.failed(target, "start", e);
        }
    }

    private void attempt(Target target, Measurements measurements, Workload workload) {
        try {
            measurements.measure(workload);
        } catch (IOException | RuntimeException e) {
            results.failed(target, workload.name(), e);
        }
    }
}
