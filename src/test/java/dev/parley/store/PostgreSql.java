package dev.parley.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL on a free port of this machine, with its data in a new directory. Fails where none is installed. */
public final class PostgreSql implements AutoCloseable {
    private static final String USER = "parley";
    private static final String ACCOUNT = "postgres";
    private static final long DEADLINE_SECONDS = 60;

    private final Path binaries = binaries();
    private final List<String> asUser = asUser();
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private Process process;

    public PostgreSql() {
        try {
            directory = Files.createTempDirectory("parley-postgresql");
            if (!asUser.isEmpty()) {
                Files.setOwner(
                        directory,
                        directory
                                .getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName(ACCOUNT));
            }
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            run("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Where Debian installs it; the newest of several. */
    private static Path binaries() {
        try (Stream<Path> files = Files.find(
                Path.of("/usr/lib/postgresql"), 3, (file, attributes) -> file.endsWith(Path.of("bin", "initdb")))) {
            return files.map(Path::getParent).max(Comparator.naturalOrder()).orElseThrow();
        } catch (IOException | NoSuchElementException e) {
            throw new IllegalStateException(
                    "PostgreSQL is not installed, and the tests of the store need it. Debian: apt-get install postgresql",
                    e);
        }
    }

    /** PostgreSQL does not run as root. */
    private static List<String> asUser() {
        return "root".equals(System.getProperty("user.name"))
                ? List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--clear-groups")
                : List.of();
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private ProcessBuilder command(String program, String... arguments) {
        List<String> command = new ArrayList<>(asUser);
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private Path log() {
        return directory.resolve("log");
    }

    private void run(String program, String... arguments) throws IOException {
        await(command(program, arguments).start(), program);
    }

    private void await(Process running, String what) {
        try {
            if (!running.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || running.exitValue() != 0) {
                running.destroyForcibly();
                throw new IllegalStateException(what + " failed:\n" + Files.readString(log()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again after {@link #stop}, and waits until it takes connections. */
    public void start() {
        try {
            process = command(
                            "postgres",
                            "-D",
                            data(),
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("PostgreSQL does not start; see " + log());
            }
            Thread.onSpinWait();
        }
    }

    private boolean answers() {
        try (Connection connection = dataSource("postgres").getConnection()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends it and every connection, as an administrator's restart does. */
    public void stop() {
        signal("INT", process.toHandle());
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It is there, and no longer answers. */
    public void freeze() {
        all().forEach(each -> signal("STOP", each));
    }

    public void thaw() {
        all().forEach(each -> signal("CONT", each));
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static void signal(String name, ProcessHandle to) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(to.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new, empty database. */
    public PGSimpleDataSource newDatabase() {
        String name = "parley" + databases.incrementAndGet();
        try (Connection connection = dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return dataSource(name);
    }

    private PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(USER);
        source.setConnectTimeout(2);
        return source;
    }

    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            thaw();
            stop();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
