package dev.parley.abuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process on Linux has at one moment.
 *
 * @param heapKib reachable objects
 * @param files file handles, sockets included
 * @param sessions of Socket.IO, as it counts them itself
 */
record Footprint(long heapKib, long threads, long files, long sessions) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");

    private static final Pattern SESSIONS = Pattern.compile("(?m)^parley_engine_sessions (\\d+)");

    /** What caches of a database and of a server may take that has worked; H2's alone is 32 MiB of 512. */
    private static final long CACHES_KIB = 48 << 10;

    /** How much pools of threads grow that have been asked for more at once than before. */
    private static final int POOLED_THREADS = 64;

    private static final int OPENED_FILES = 16;

    /** Has the process collect its garbage, and looks. */
    static Footprint of(long pid, Target target) throws IOException {
        return new Footprint(heapKib(pid), threads(pid), files(pid), sessions(target));
    }

    /** Whether it is not more than another one, but for what a server that has worked may keep. */
    boolean isBackTo(Footprint before) {
        return heapKib <= before.heapKib + CACHES_KIB
                && threads <= before.threads + POOLED_THREADS
                && files <= before.files + OPENED_FILES
                && sessions <= before.sessions;
    }

    private static long sessions(Target target) throws IOException {
        try (Wire wire = target.open()) {
            String answer =
                    wire.request("GET /metrics", "Connection: close\r\n").read(2_000);
            Matcher count = SESSIONS.matcher(answer);
            if (!count.find()) {
                throw new IOException("/metrics tells no sessions: " + answer);
            }
            return Long.parseLong(count.group(1));
        }
    }

    /** The histogram counts after a full collection. */
    private static long heapKib(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(printed);
        if (!total.find()) {
            throw new IOException("jcmd tells nothing of process " + pid + ":\n" + printed);
        }
        return Long.parseLong(total.group(1)) >> 10;
    }

    private static long threads(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("Threads:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
    }

    private static long files(long pid) throws IOException {
        try (Stream<Path> handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return handles.count();
        }
    }

    @Override
    public String toString() {
        return heapKib + " KiB of heap, " + threads + " threads, " + files + " file handles, " + sessions + " sessions";
    }
}
