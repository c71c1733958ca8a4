package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Parley in a process of its own, as {@code deploy/run} starts it, for tests that kill it or take its database away: on the server that
 * the other tests run on.
 */
final class RunningServer implements AutoCloseable {
    private static final String SERVER = System.getProperty("it.server", "payara-micro");
    private static final long START_SECONDS = 180;
    private static final long END_SECONDS = 60;

    private final int port;
    private final Path output;
    private final Process process;

    /**
     * Starts it and waits until it answers.
     *
     * @param sign what it prints then
     */
    private RunningServer(List<String> command, Map<String, String> environment, int port, String sign)
            throws Exception {
        this.port = port;
        output = Files.createTempFile("parley", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Clients of tests talk as fast as they are answered.
        builder.environment().put("PARLEY_CHAT_MESSAGES_PER_SECOND", "1000000");
        builder.environment().putAll(environment);
        process = builder.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!printed().contains(sign)) {
            boolean ended = process.waitFor(100, TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("Parley did not start:\n" + printed());
            }
        }
    }

    private static RunningServer run(String server, Map<String, String> environment, Path data, String... options)
            throws Exception {
        return run(List.of(), server, environment, data, options);
    }

    /** @param before words of the command before those of Parley */
    private static RunningServer run(
            List<String> before, String server, Map<String, String> environment, Path data, String... options)
            throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                new File(System.getProperty("it.deploy"), "run").getPath(),
                "--skip-build",
                "--server",
                server,
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        return new RunningServer(command, environment, port, "Parley is at");
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param data where the embedded database is, also over several servers one after the other
     */
    static RunningServer start(Path data) throws Exception {
        return run(SERVER, Map.of(), data);
    }

    /** The same with settings, and with options of Java, as variables of its environment. */
    static RunningServer start(Path data, Map<String, String> environment) throws Exception {
        return run(SERVER, environment, data);
    }

    /** The same on a server that deploy/run knows by that name. */
    static RunningServer start(Path data, String server) throws Exception {
        return run(server, Map.of(), data);
    }

    /**
     * The same with a heartbeat by which a client notices within three seconds that the application is gone, and with a garbage
     * collector that keeps nothing in caches.
     */
    static RunningServer startForRedeploying(Path data) throws Exception {
        Map<String, String> environment = Map.of(
                "PARLEY_ENGINE_PING_INTERVAL", "1s",
                "PARLEY_ENGINE_PING_TIMEOUT", "2s",
                "PARLEY_JAVA_OPTS", "-XX:SoftRefLRUPolicyMSPerMB=0");
        return run(SERVER, environment, data);
    }

    /**
     * The same with a fast heartbeat, and by a clock that is as much ahead of the machine's as a file says in the words of
     * faketime(1): on Tomcat 10.1, as Payara Micro takes minutes to start by such a clock.
     */
    static RunningServer startWithClock(Path clock, Path data) throws Exception {
        Path library;
        try (Stream<Path> files = Files.find(
                Path.of("/usr/lib"),
                4,
                (file, attributes) -> file.endsWith(Path.of("faketime", "libfaketimeMT.so.1")))) {
            library = files.findAny().orElseThrow();
        }
        Map<String, String> environment = Map.of(
                "PARLEY_ENGINE_PING_INTERVAL", "1s",
                "PARLEY_ENGINE_PING_TIMEOUT", "2s");
        List<String> before = List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + clock,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1");
        return run(before, "tomcat10", environment, data);
    }

    /** The same, and no file that it writes may become longer: what goes beyond fails as on a disk that is full. */
    static RunningServer startWithFilesUpTo(int kib, Path data) throws Exception {
        List<String> before = List.of("bash", "-c", "ulimit -f " + kib + " && exec \"$0\" \"$@\"");
        return run(before, SERVER, Map.of(), data);
    }

    /** Starts it from the sources' pages and the compiled classes. */
    static RunningServer live(Path data) throws Exception {
        return run(SERVER, Map.of(), data, "--live");
    }

    /** Starts it by a command of its own, with the environment that the files in deploy/ expect. */
    static RunningServer start(List<String> command, int port, Path data) throws Exception {
        Map<String, String> environment = Map.of(
                "HTTP_HOST",
                "127.0.0.1",
                "DATABASE_FILE",
                data.resolve("parley").toString());
        return new RunningServer(command, environment, port, "Parley is ready at");
    }

    /** Starts it with its datasource in a PostgreSQL, as an administrator would have it. */
    static RunningServer start(PGSimpleDataSource database, Path data) throws Exception {
        return start(database, data, SERVER);
    }

    /** The same on a server that deploy/run knows by that name. */
    static RunningServer start(PGSimpleDataSource database, Path data, String server) throws Exception {
        return start(database, data, server, Map.of());
    }

    /** The same with settings as variables of its environment. */
    static RunningServer start(PGSimpleDataSource database, Path data, Map<String, String> settings) throws Exception {
        return start(database, data, SERVER, settings);
    }

    private static RunningServer start(
            PGSimpleDataSource database, Path data, String server, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("DATABASE_URL", database.getURL());
        environment.put("DATABASE_USER", String.valueOf(database.getUser()));
        environment.put("DATABASE_PASSWORD", "none");
        return run(server, environment, data, "--database", "postgresql");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    /** All that it has printed. */
    String printed() throws IOException {
        return Files.readString(output);
    }

    int port() {
        return port;
    }

    /** Where it prints. */
    Path output() {
        return output;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. The command has become the server, so there is nobody else. */
    void kill() {
        process.destroyForcibly();
        assertThat(endsInTime()).isTrue();
    }

    private boolean endsInTime() {
        try {
            return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    /** As SIGTERM does. Returns all that it has printed. */
    String stop() throws IOException {
        process.destroy();
        boolean ended = endsInTime();
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = printed();
        Files.delete(output);
        assertThat(ended).describedAs("ends at SIGTERM:%n%s", printed).isTrue();
        return printed;
    }
}
