package dev.parley.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that runs: one process on a free port. */
final class Server implements AutoCloseable {
    /** Linux's USER_HZ, the unit of times in {@code /proc}: 100 a second on every platform that Java runs on. */
    private static final double MICROS_A_TICK = 10_000;

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration END = Duration.ofSeconds(30);

    private final Process process;
    private final boolean java;
    private final int port;
    private final Thread hook;

    /** How a server is started, by a process that becomes it. */
    @FunctionalInterface
    interface Command {
        ProcessBuilder on(int port);
    }

    /** Starts it and waits until it answers. */
    static Server start(Command command, boolean java, Path log) throws IOException {
        int port = freePort();
        Files.createDirectories(log.getParent());
        Process process = command.on(port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Server server = new Server(process, java, port);
        try {
            server.awaitAnswer(log);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private Server(Process process, boolean java, int port) {
        this.process = process;
        this.java = java;
        this.port = port;
        this.hook = new Thread(this::end);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    int port() {
        return port;
    }

    /** Processor time of all its threads since it began, in microseconds; counted in steps of 10,000. */
    double cpuMicros() throws IOException {
        String stat = Files.readString(proc("stat"));
        // Field 2, the name, is in parentheses and may have spaces. utime and stime are fields 14 and 15.
        Scanner fields = new Scanner(stat.substring(stat.lastIndexOf(')') + 1));
        for (int field = 3; field < 14; field++) {
            fields.next();
        }
        return (fields.nextLong() + fields.nextLong()) * MICROS_A_TICK;
    }

    /** Resident memory in KiB; of a Java server after a collection, since garbage says nothing about clients. */
    double residentKib() throws IOException {
        if (java) {
            collectGarbage();
        }
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("no VmRSS"));
    }

    private void collectGarbage() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection = new ProcessBuilder(jcmd.toString(), "" + process.pid(), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!collection.waitFor(30, TimeUnit.SECONDS)) {
                collection.destroyForcibly();
                throw new IOException("jcmd does not end");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitAnswer(Path log) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IOException("the server does not answer; its log is " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=polling")
                            .toURL()
                            .openConnection();
            request.setConnectTimeout(1_000);
            request.setReadTimeout(5_000);
            try {
                return request.getResponseCode() == 200;
            } finally {
                request.disconnect();
            }
        } catch (IOException e) {
            return false; // not up yet
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", "" + process.pid(), file);
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException(e);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
