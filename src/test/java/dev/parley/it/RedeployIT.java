package dev.parley.it;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application is deployed again and again under clients who talk. Of an old deployment nothing stays. Payara Micro deploys
 * once a process. The official client for Java ignores that a WebSocket is closed in good order, and comes back when the
 * heartbeat is missing. The system property {@code it.redeploys} says how often.
 */
@Tag("carrier")
@EnabledIfSystemProperty(named = "it.server", matches = "wildfly|tomcat.*")
class RedeployIT {
    private static final int REDEPLOYS = Integer.getInteger("it.redeploys", 4);
    private static final int CLIENTS = 4;

    private static final int REQUESTS_AT_ONCE = 64;

    /** What deploy/wildfly configures, and some more. */
    private static final Duration IDLE_THREADS_END = Duration.ofSeconds(20);

    private static final Duration WORK = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The one that is deployed. */
    private static final int DEPLOYMENTS = 1;

    /** Files and sockets that a server opens by itself as it goes on. */
    private static final int FEW_HANDLES = 20;

    @Test
    @DisplayName(
            "redeployed under connected clients: no thread, class loader or handle stays, and clients miss nothing")
    void redeploy(@TempDir Path data) throws Exception {
        try (RunningServer server = RunningServer.startForRedeploying(data);
                ServerManagement management = new ServerManagement(server.pid())) {
            SteadyClients clients = new SteadyClients(CLIENTS, gone -> answering(server));
            AtomicInteger connects = new AtomicInteger();
            Socket official = IO.socket(server.at("demo"));
            official.on(Socket.EVENT_CONNECT, args -> connects.incrementAndGet());
            official.connect();
            clients.awaitEverybodyTalks();
            long first = 0;
            for (int i = 1; i <= REDEPLOYS; i++) {
                int connected = connects.get();
                management.redeploy();
                Eventually.until(connects::get, now -> now > connected);
                clients.awaitMore(CLIENTS);
                first = first == 0 ? management.handles() : first;
            }
            clients.stopAndCompare(server);
            official.disconnect();
            assertNothingStays(server, management, first);
        }
    }

    /**
     * A thread of an old deployment would hold its class loader. So may an idle one of the server until it has work again, as
     * it has the last request's deployment in a frame of its stack; and one that the server began while a deployment sent
     * something has that deployment's class loader as its own (on Tomcat: in what it may do, as has the thread that follows it)
     * until it ends, for which it must be without work, and until the server has work again, which makes it forget the threads
     * that have ended. So the server has some, and has none, by turns.
     */
    private static void assertNothingStays(RunningServer server, ServerManagement management, long first)
            throws Exception {
        long begun = System.nanoTime();
        long turn = IDLE_THREADS_END.plus(WORK).toNanos();
        Eventually.until(
                PATIENCE,
                () -> {
                    if ((System.nanoTime() - begun) % turn < WORK.toNanos()) {
                        occupyEveryThread(server);
                    }
                    return management.deployments();
                },
                now -> now <= DEPLOYMENTS);
        Eventually.until(management::handles, now -> now <= first + FEW_HANDLES);
    }

    private static void occupyEveryThread(RunningServer server) {
        HttpRequest health = HttpRequest.newBuilder(server.at("health")).build();
        Stream.generate(() -> ServerIT.HTTP.sendAsync(health, HttpResponse.BodyHandlers.discarding()))
                .limit(REQUESTS_AT_ONCE)
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** The next connection is to the same server, once the application is there again. */
    private static RunningServer answering(RunningServer server) {
        try {
            Eventually.until(() -> LineClient.get(server, "health").statusCode(), status -> status == 200);
            return server;
        } catch (Exception e) {
            throw new IllegalStateException("The application did not come back", e);
        }
    }
}
