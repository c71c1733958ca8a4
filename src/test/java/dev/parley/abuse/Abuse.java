package dev.parley.abuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Attacks a server in every way there is here, again and again and several at once, and looks at what is left of it: a
 * well-behaved couple has to be served within two seconds all the time, and afterwards the server has to have what it had.
 */
public final class Abuse {
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(2);
    private static final Duration WARMING_UP = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(100);
    /** What no client can make a healthy server print. */
    private static final Pattern BAD_NEWS = Pattern.compile(
            "OutOfMemoryError|StackOverflowError|please report it|The application failed|A task failed|The timer");

    private static final int MOST_BAD_NEWS = 20;
    private static final int ATTACKERS = 3;
    private static final int VISITORS = 200;
    private static final long DRIP_MILLIS = 500;

    private final int port;
    private final long pid;
    private final Path log;
    private final Duration recovery;
    private final List<Attack> attacks = Stream.of(
                    HttpAttacks.all(),
                    FrameAttacks.all(),
                    PacketAttacks.all(),
                    PollingAttacks.all(),
                    CrowdAttacks.all())
            .flatMap(List::stream)
            .toList();
    private final Map<String, AtomicInteger> strikes = new ConcurrentHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Against a server on the loopback address.
     *
     * @param pid its process
     * @param log what it prints
     * @param recovery how long it may take until it has no more than before: its deadlines, and a little
     */
    public Abuse(int port, long pid, Path log, Duration recovery) {
        this.port = port;
        this.pid = pid;
        this.log = log;
        this.recovery = recovery;
    }

    /** @param arguments port, process id, seconds, seed, file with what the server prints */
    public static void main(String... arguments) throws Exception {
        long seed = Long.parseLong(arguments[3]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        Path log = Path.of(arguments[4]);
        Abuse abuse = new Abuse(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), log, RECOVERY);
        List<String> problems = abuse.run(time, seed);
        problems.forEach(problem -> System.out.println("PROBLEM: " + problem));
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /**
     * Attacks for so long.
     *
     * @param seed chooses the attacks, each thread's in the same order for the same seed
     * @return what is wrong with the server
     */
    public List<String> run(Duration time, long seed) throws IOException, InterruptedException {
        strike(WARMING_UP, seed); // pools fill, classes load
        problems.clear(); // a cold server is slow
        Footprint before = settle(null);
        System.out.printf("Before: %s (seed %d)%n", before, seed);
        strikes.clear();
        strike(time, seed + 1);
        Footprint after = settle(before);
        System.out.printf("After: %s%n", after);
        strikes.forEach((name, count) -> System.out.printf("%8d %s%n", count.get(), name));
        check(!after.isBackTo(before), "before " + before + ", after " + after);
        for (Attack attack : attacks) {
            check(!strikes.containsKey(attack.name()), "not tried: " + attack.name());
        }
        checkLog();
        return List.copyOf(problems);
    }

    private void checkLog() throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines.filter(line -> BAD_NEWS.matcher(line).find())
                    .distinct()
                    .limit(MOST_BAD_NEWS)
                    .forEach(line -> problems.add("in the log: " + line));
        }
    }

    private void check(boolean bad, String problem) {
        if (bad) {
            problems.add(problem);
        }
    }

    /** Nothing depends on the attackers' priority but how strong an attack the machine has left for it. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void strike(Duration time, long seed) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        try (Target target = new Target(port);
                Couple couple = new Couple(port)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                Random random = new Random(seed + i);
                threads.add(new Thread(() -> strike(target, couple, random, end), "attacker " + i));
            }
            threads.forEach(attacker -> attacker.setPriority(Thread.MIN_PRIORITY)); // and of what they start
            threads.forEach(Thread::start);
            while (System.nanoTime() < end && couple.failure() == null) {
                TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
                target.drip();
            }
            if (couple.failure() != null) {
                tellThreads();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Exception failure = couple.failure();
            check(
                    failure != null,
                    "the couple was not served: " + failure + ", after " + couple.messages() + " messages");
            check(
                    couple.worst().compareTo(SERVED_WITHIN) > 0,
                    "a message took " + couple.worst().toMillis() + " ms at " + couple.worstAt());
            target.findings().forEach(problems::add);
            System.out.printf(
                    "The couple exchanged %d messages; the slowest took %d ms at %s%n",
                    couple.messages(), couple.worst().toMillis(), couple.worstAt());
        }
    }

    /** What the server's threads do while somebody is not served: in a file beside what it prints. */
    private void tellThreads() throws IOException, InterruptedException {
        Path file = log.resolveSibling(log.getFileName() + ".threads");
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        System.out.println("The threads of the server are in " + file);
    }

    private void strike(Target target, Couple couple, Random random, long end) {
        List<Attack> round = new ArrayList<>();
        while (System.nanoTime() < end && couple.failure() == null) {
            if (round.isEmpty()) {
                round.addAll(attacks);
                Collections.shuffle(round, random);
            }
            Attack attack = round.remove(round.size() - 1);
            strikes.computeIfAbsent(attack.name(), name -> new AtomicInteger()).incrementAndGet();
            try {
                attack.strike().at(target, random);
            } catch (IOException e) {
                // The server has ended the connection, which is its right.
            }
        }
    }

    /**
     * More requests at once than a server has threads, as ordinary clients send them: Payara keeps the last request of each thread,
     * with all that waited for its client, until the thread has another one.
     */
    private static void visit(Target target) throws IOException {
        List<Wire> visitors = new ArrayList<>();
        try {
            for (int i = 0; i < VISITORS; i++) {
                Wire visitor = target.open();
                visitors.add(visitor);
                visitor.request("GET /metrics", "Connection: close\r\n");
            }
            for (Wire visitor : visitors) {
                visitor.read(2_000);
            }
        } finally {
            for (Wire visitor : visitors) {
                visitor.close();
            }
        }
    }

    /** Waits until it has what it had, or for as long as it may take; without a before, until it has no sessions. */
    private Footprint settle(@Nullable Footprint before) throws IOException, InterruptedException {
        long end = System.nanoTime() + recovery.toNanos();
        try (Target target = new Target(port)) {
            visit(target);
            Footprint now = Footprint.of(pid, target);
            while (System.nanoTime() < end && !(before == null ? now.sessions() == 0 : now.isBackTo(before))) {
                TimeUnit.SECONDS.sleep(1);
                now = Footprint.of(pid, target);
            }
            return now;
        }
    }
}
