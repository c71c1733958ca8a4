package dev.parley.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run of {@code deploy/bench} is to measure.
 *
 * @param carrier of Parley's servers; empty for their default
 * @param connections of the fan-out with most senders' rate: the figure that other numbers of connections derive from
 * @param size of a message, in bytes
 * @param duration of one measurement
 * @param whole whether the result is worth being published: nothing was left out or shortened
 */
record Options(
        List<Target> targets,
        String carrier,
        Set<Workload> workloads,
        int connections,
        int size,
        Duration duration,
        int rounds,
        boolean quick,
        boolean whole) {

    /** What can be measured. */
    enum Workload {
        FAN_OUT,
        ECHO,
        MOST,
        HALF,
        CONNECT,
        MEMORY,
        HEARTBEAT;

        static Workload named(String name) {
            return Stream.of(values())
                    .filter(workload ->
                            workload.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no workload \"" + name + '"'));
        }
    }

    private static final String SERVERS = "node,netty-socketio,payara-micro,wildfly,tomcat10";

    /** Ends the process with 2 and a message for whoever typed what is no option. */
    static Options orExit(String... args) {
        try {
            return of(args);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            System.err.println("bench: " + e.getMessage() + "; --help tells more");
            System.exit(2);
            throw new AssertionError("has ended", e);
        }
    }

    /** @throws IllegalArgumentException with a message for whoever typed it */
    static Options of(String... args) {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        boolean quick = words.remove("--quick");
        String servers = SERVERS;
        String carrier = "";
        Set<Workload> workloads = EnumSet.allOf(Workload.class);
        int connections = quick ? 100 : 1_000;
        int size = 100;
        int seconds = quick ? 1 : 10;
        int rounds = quick ? 1 : 3;
        boolean whole = !quick;
        while (!words.isEmpty()) {
            String option = words.remove();
            String value = words.remove();
            whole &= option.equals("--carrier") || (option.equals("--rounds") && number(option, value, 1, 100) >= 3);
            switch (option) {
                case "--server" -> servers = value;
                case "--carrier" -> carrier = value;
                case "--workload" -> {
                    workloads = EnumSet.noneOf(Workload.class);
                    Pattern.compile(",")
                            .splitAsStream(value)
                            .map(Workload::named)
                            .forEach(workloads::add);
                }
                case "--connections" -> connections = number(option, value, 10, 10_000);
                case "--size" -> size = number(option, value, 32, 60_000);
                case "--duration" -> seconds = number(option, value, 1, 3_600);
                case "--rounds" -> rounds = number(option, value, 1, 100);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        // Node.js first: others are measured at half of what it could do.
        List<Target> targets = Pattern.compile(",")
                .splitAsStream(servers)
                .map(Target::named)
                .sorted((a, b) -> Boolean.compare(b.isReference(), a.isReference()))
                .toList();
        if (!targets.get(0).isReference() || !workloads.contains(Workload.MOST)) {
            workloads.remove(Workload.HALF);
        }
        return new Options(
                targets, carrier, workloads, connections, size, Duration.ofSeconds(seconds), rounds, quick, whole);
    }

    private static int number(String option, String value, int least, int most) {
        if (value.matches("[0-9]{1,6}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(option + " takes a number from " + least + " to " + most + ", not " + value);
    }
}
