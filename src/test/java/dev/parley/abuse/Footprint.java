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
 * @param webSockets what the container has of upgraded connections, open or not
 */
record Footprint(long heapKib, long threads, long files, long sessions, long webSockets) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");

    /** Those of Tyrus, of Undertow, and of Tomcat in both ways. */
    private static final Pattern WEB_SOCKETS = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+\\S*"
            + "\\.(?:TyrusSession|UndertowSession|WebSocket13Channel|WsSession|UpgradeInfo)(?:\\s.*)?$");

    private static final Pattern SESSIONS = Pattern.compile("(?m)^parley_engine_sessions (\\d+)");

    /** What caches of a database and of a server may take that has worked; H2's alone is 32 MiB of 512. */
    private static final long CACHES_KIB = 48 << 10;

    /** Of clients that are about to be closed, and what a request object that waits for its next client remembers. */
    private static final int REMEMBERED_WEB_SOCKETS = 64;

    /** How much pools of threads grow that have been asked for more at once than before. */
    private static final int POOLED_THREADS = 64;

    private static final int OPENED_FILES = 16;

    /** Has the process collect its garbage, and looks. */
    static Footprint of(long pid, Target target) throws IOException {
        String histogram = histogram(pid);
        return new Footprint(
                heapKib(pid, histogram), threads(pid), files(pid), sessions(target), webSockets(histogram));
    }

    /** Whether it is not more than another one, but for what a server that has worked may keep. */
    boolean isBackTo(Footprint before) {
        return heapKib <= before.heapKib + CACHES_KIB
                && threads <= before.threads + POOLED_THREADS
                && files <= before.files + OPENED_FILES
                && sessions <= before.sessions
                && webSockets <= before.webSockets + REMEMBERED_WEB_SOCKETS;
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

    /** Every class with how many instances there are, after a full collection. */
    private static String histogram(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long heapKib(long pid, String histogram) throws IOException {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("jcmd tells nothing of process " + pid + ":\n" + histogram);
        }
        return Long.parseLong(total.group(1)) >> 10;
    }

    private static long webSockets(String histogram) {
        return WEB_SOCKETS
                .matcher(histogram)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
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
        return heapKib + " KiB of heap, " + threads + " threads, " + files + " file handles, " + sessions
                + " sessions, " + webSockets + " WebSockets of the container";
    }
}
