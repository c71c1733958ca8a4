package dev.parley.bench;

import dev.parley.bench.Results.Metric;
import dev.parley.bench.load.AckLoop;
import dev.parley.bench.load.AckLoop.Question;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.Clients;
import dev.parley.store.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Messages that the chat stores and acknowledges a second, while all people of a room get each of them: Parley with both
 * databases beside the chat of Socket.IO's tutorial, which keeps its one room in SQLite.
 */
final class ChatBench {
    private static final int TALKERS = 64;
    private static final String DONE = "[{\"ok\":true";
    private static final int[] ROOMS = {1, 10, 100};
    private static final Path ROOT = Path.of(System.getProperty("parley.root", "."));
    private static final Path OUT = ROOT.resolve("target/bench");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Map<String, String> UNHURRIED = Map.of(
            "PARLEY_CHAT_MESSAGES_PER_SECOND", "1000000",
            "PARLEY_CHAT_MESSAGE_BURST", "1000000",
            "PARLEY_ENGINE_PACKETS_PER_SECOND", "0");

    private final Options options;
    private final Results results = new Results();

    private ChatBench(Options options) {
        this.options = options;
    }

    /** @param args as {@code deploy/bench --help} tells */
    public static void main(String[] args) throws IOException {
        new ChatBench(Options.orExit(args)).run();
    }

    private void run() throws IOException {
        try (PostgreSql postgresql = new PostgreSql()) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Target target : options.targets()) {
                    System.out.printf("Round %d of %d: %s%n", round, options.rounds(), target.title());
                    if (target.isReference()) {
                        measure(target, round, "SQLite", Map.of());
                    } else {
                        measure(target, round, "H2", Map.of());
                        String url = postgresql.newDatabase().getURL();
                        measure(
                                target,
                                round,
                                "PostgreSQL",
                                Map.of("DATABASE_URL", url, "DATABASE_USER", "parley", "DATABASE_PASSWORD", "none"));
                    }
                }
            }
        }
        String table = new Report(options, results).markdown();
        System.out.println("\n" + table);
        Files.writeString(OUT.resolve("chat.md"), table);
        System.exit(results.failures().isEmpty() ? 0 : 1);
    }

    private void measure(Target target, int round, String database, Map<String, String> environment)
            throws IOException {
        Path data = Files.createTempDirectory(OUT, "chat-data");
        Path log = OUT.resolve("logs").resolve("chat-" + target.name() + "-" + database + "-" + round + ".log");
        boolean isReference = target.isReference();
        try (Server server = Server.start(
                port -> isReference ? tutorial(port, data) : parley(target, port, data, environment),
                target.isJava(),
                log)) {
            for (int rooms : ROOMS) {
                if (rooms == 1 || (!isReference && rooms <= options.connections())) {
                    measure(target, server, rooms, database);
                }
            }
        } catch (IOException | RuntimeException e) {
            results.failed(target, "chat, " + database, e);
        }
    }

    private static ProcessBuilder tutorial(int port, Path data) {
        return new ProcessBuilder(
                "node",
                OUT.resolve("chat/server.js").toString(),
                Integer.toString(port),
                data.resolve("chat.db").toString());
    }

    private ProcessBuilder parley(Target target, int port, Path data, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(
                ROOT.resolve("deploy/run").toString(),
                "--skip-build",
                "--server",
                target.name(),
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--database",
                environment.isEmpty() ? "h2" : "postgresql");
        builder.environment().putAll(UNHURRIED);
        builder.environment().putAll(environment);
        if (!options.carrier().isEmpty()) {
            builder.environment().put("PARLEY_ENGINE_CARRIER", options.carrier());
        }
        return builder;
    }

    private void measure(Target target, Server server, int rooms, String database) throws IOException {
        boolean isReference = target.isReference();
        try (Clients clients = new Clients(server.port(), isReference ? "" : "/chat,")) {
            clients.connect(options.connections(), PATIENCE);
            if (!isReference) {
                come(clients, rooms);
            }
            List<Client> talkers = clients.all().subList(0, Math.min(TALKERS, options.connections()));
            Question question = isReference ? new Question(post(), "[]") : new Question(say(rooms), DONE);
            new AckLoop(clients, talkers, question).run(options.duration());
            AckLoop.Seen seen = new AckLoop(clients, talkers, question).run(options.duration());
            if (seen.wrong() > 0 || clients.lost() > 0) {
                throw new IOException(seen.wrong() + " wrong answers, ends: " + clients.ends());
            }
            String where =
                    database + ", " + options.connections() + " people in " + rooms + (rooms == 1 ? " room" : " rooms");
            results.add(
                    target,
                    new Metric("messages stored and acknowledged a second, " + where, true),
                    seen.answered() / seen.seconds());
            results.add(
                    target,
                    new Metric("acknowledgement p99, ms, " + where, false),
                    seen.latencies().getValueAtPercentile(99) / 1e3);
        }
    }

    /** Everybody joins; and the lobby is the one room, or else the first of each room makes it and the others join it. */
    private static void come(Clients clients, int rooms) throws IOException {
        ask(clients, clients.all(), (client, number) -> "[\"join\",{\"name\":\"p" + client + "-" + rooms + "\"}]");
        if (rooms > 1) {
            ask(
                    clients,
                    clients.all().subList(0, rooms),
                    (client, number) -> event("create-room", room(client, rooms)));
            ask(
                    clients,
                    clients.all().subList(rooms, clients.all().size()),
                    (client, number) -> event("join-room", room(client, rooms)));
        }
    }

    private static void ask(Clients clients, List<Client> asking, AckLoop.Event event) throws IOException {
        new AckLoop(clients, asking, new Question(event, DONE)).once(PATIENCE);
    }

    private static String event(String name, String room) {
        return "[\"" + name + "\",{\"room\":\"" + room + "\"}]";
    }

    private static String room(int client, int rooms) {
        return rooms == 1 ? "lobby" : "of-" + rooms + "-" + client % rooms;
    }

    private AckLoop.Event say(int rooms) {
        String text = ".".repeat(options.size());
        return (client, number) -> "[\"say\",{\"room\":\"" + room(client, rooms) + "\",\"text\":\"" + text + "\"}]";
    }

    /** The tutorial's event, with what keeps a resent message from being stored twice. */
    private AckLoop.Event post() {
        String text = ".".repeat(options.size());
        return (client, number) -> "[\"chat message\",\"" + text + "\",\"" + client + "-" + System.nanoTime() + "\"]";
    }
}
