package dev.parley.it;

import dev.parley.store.PostgreSql;
import dev.parley.store.PostgreSqlExtension;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What is acknowledged survives kill -9, once and in one order for everybody, with either database as {@code deploy/run} sets
 * it. The system properties {@code it.kills} and {@code it.kills.server} say how often which server is killed.
 */
@ExtendWith(PostgreSqlExtension.class)
class KilledServerIT {
    private static final int KILLS = Integer.getInteger("it.kills", 2);
    private static final String SERVER = System.getProperty("it.kills.server", "payara-micro");
    private static final int CLIENTS = 8;
    private static final int MOST_BEFORE_A_KILL = 400;

    private RunningServer running;

    private synchronized RunningServer after(RunningServer gone) throws InterruptedException {
        while (running == gone) {
            wait();
        }
        return running;
    }

    private synchronized void runs(RunningServer server) {
        running = server;
        notifyAll();
    }

    /** Starts the server once more, with what it kept. */
    @FunctionalInterface
    private interface Start {
        RunningServer again() throws Exception;
    }

    @Test
    void eight_clients_have_the_same_log_in_the_same_order_however_often_the_server_with_h2_is_killed(
            @TempDir Path data) throws Exception {
        killUnderLoad(() -> RunningServer.start(data, SERVER));
    }

    @Test
    void eight_clients_have_the_same_log_in_the_same_order_however_often_the_server_before_postgresql_is_killed(
            PostgreSql database, @TempDir Path data) throws Exception {
        PGSimpleDataSource empty = database.newDatabase();
        killUnderLoad(() -> RunningServer.start(empty, data, SERVER));
    }

    private void killUnderLoad(Start start) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("The moments of the kills are those of seed " + seed);
        SteadyClients clients = new SteadyClients(CLIENTS, this::after);
        for (int kill = 0; kill < KILLS; kill++) {
            RunningServer server = start.again();
            try {
                runs(server);
                clients.awaitEverybodyTalks();
                clients.awaitMore(1 + random.nextInt(MOST_BEFORE_A_KILL));
            } finally {
                server.kill();
            }
        }
        try (RunningServer server = start.again()) {
            runs(server);
            clients.awaitMore(MOST_BEFORE_A_KILL);
            int logged = clients.stopAndCompare(server);
            System.out.printf(
                    "%d kills of %s, %d messages acknowledged, %d in the log with those who came and went%n",
                    KILLS, SERVER, clients.acknowledged(), logged);
        }
    }
}
