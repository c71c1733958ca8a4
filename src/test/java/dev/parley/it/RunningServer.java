package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** Parley in a process of its own, for tests that kill it or take its database away. */
final class RunningServer implements AutoCloseable {
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
    private RunningServer(ProcessBuilder command, int port, String sign) throws Exception {
        this.port = port;
        output = Files.createTempFile("parley", ".log");
        process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.readString(output).contains(sign)) {
            boolean ended = process.waitFor(100, TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("Parley did not start:\n" + Files.readString(output));
            }
        }
    }

    /**
     * @param data where the database is, also over several servers one after the other
     * @param server as of {@code deploy/run}
     */
    static RunningServer start(Path data, String server) throws Exception {
        int port = freePort();
        String run = new File(System.getProperty("it.deploy"), "run").getPath();
        return new RunningServer(
                new ProcessBuilder(
                        run,
                        "--skip-build",
                        "--server",
                        server,
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString()),
                port,
                "Parley is at");
    }

    /** Payara Micro with its default datasource in a PostgreSQL, as an administrator would have it. */
    static RunningServer start(PGSimpleDataSource database, Path work) throws Exception {
        int port = freePort();
        Path war = Files.createSymbolicLink(
                work.resolve("ROOT.war"),
                Path.of(System.getProperty("it.target"), "parley.war").toAbsolutePath());
        String driver = Path.of(org.postgresql.Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("it.servers"), "payara-micro.jar").toString(),
                "--nohazelcast",
                "--port",
                Integer.toString(port),
                "--rootdir",
                work.resolve("root").toString(),
                "--addjars",
                driver,
                "--prebootcommandfile",
                Path.of(System.getProperty("it.deploy"), "payara-micro", "postgresql.asadmin")
                        .toString(),
                "--deploy",
                war.toString());
        command.environment().put("DATABASE_URL", database.getURL());
        command.environment().put("DATABASE_USER", String.valueOf(database.getUser()));
        command.environment().put("DATABASE_PASSWORD", "none");
        return new RunningServer(command, port, "Parley is ready at");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
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

    /** As SIGTERM does. */
    @Override
    public void close() throws IOException {
        process.destroy();
        boolean ended = endsInTime();
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        Files.delete(output);
        assertThat(ended).describedAs("ends at SIGTERM:%n%s", printed).isTrue();
    }
}
