package dev.parley.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server that can be measured.
 *
 * @param name as in {@code --server}
 */
record Target(String name) {
    private static final Path ROOT = Path.of(System.getProperty("parley.root", "."));
    private static final String NODE = "node";
    private static final String NETTY = "netty-socketio";

    /** As much for every Java server; Node.js keeps its own default, which is more. */
    private static final String HEAP = "-Xmx2g";

    static Target named(String name) {
        boolean known = name.equals(NODE)
                || name.equals(NETTY)
                || (name.matches("[a-z0-9-]+") && Files.exists(ROOT.resolve("deploy/lib/server-" + name + ".sh")));
        if (!known) {
            throw new IllegalArgumentException("there is no server \"" + name + '"');
        }
        return new Target(name);
    }

    /** Whether the others are compared to this one. */
    boolean isReference() {
        return name.equals(NODE);
    }

    boolean isJava() {
        return !name.equals(NODE);
    }

    /** For tables: what it is, and Parley's servers as Parley. */
    String title() {
        return switch (name) {
            case NODE -> "Socket.IO, Node.js";
            case NETTY -> NETTY;
            default -> "Parley, " + name;
        };
    }

    /**
     * A process that becomes the server, so that the process to measure and to end is the one that was started.
     *
     * @param pingInterval in milliseconds
     */
    ProcessBuilder command(int port, String carrier, int pingInterval) {
        List<String> words = new ArrayList<>(pinned());
        switch (name) {
            case NODE ->
                words.addAll(List.of(
                        "node", ROOT.resolve("target/bench/node/server.js").toString(), "" + port, "" + pingInterval));
            case NETTY ->
                words.addAll(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.parley.bench.peer.NettyPeer",
                        "" + port,
                        "" + pingInterval));
            default -> {
                words.addAll(List.of(ROOT.resolve("deploy/bench").toString(), "--serve", "--skip-build"));
                words.addAll(List.of("--server", name, "--port", "" + port));
                if (!carrier.isEmpty()) {
                    words.addAll(List.of("--carrier", carrier));
                }
            }
        }
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("PARLEY_JAVA_OPTS", HEAP);
        builder.environment().put("PARLEY_ENGINE_PING_INTERVAL", pingInterval + "ms");
        // All clients are of one address.
        builder.environment().put("PARLEY_ENGINE_HANDSHAKES_PER_SECOND", "1000000");
        return builder;
    }

    private static List<String> pinned() {
        boolean possible = Runtime.getRuntime().availableProcessors() == 1 && findOnPath("taskset");
        return possible ? List.of("taskset", "-c", "0") : List.of();
    }

    private static boolean findOnPath(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
