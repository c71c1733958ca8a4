package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rooms that change and are read at the same time. */
class HubTest extends NamespaceFixture {
    private static final int ROUNDS = 2_000;
    private static final int ACTORS = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(ACTORS);
    private final CyclicBarrier together = new CyclicBarrier(ACTORS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** Has three things done at once, and waits for all. */
    private void atOnce(Runnable... actions) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (Runnable action : actions) {
            all.add(threads.submit(() -> {
                together.await();
                action.run();
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    @Test
    void who_joins_while_the_last_leaves_and_somebody_reads_is_in_the_room() throws Exception {
        Namespace namespace = namespace("/");
        test.join("/");
        test.join("/");
        Socket ann = joined.get(0);
        Socket bob = joined.get(1);
        for (int round = 0; round < ROUNDS; round++) {
            Socket leaves = round % 2 == 0 ? ann : bob;
            Socket joins = round % 2 == 0 ? bob : ann;
            leaves.join("room");

            atOnce(() -> leaves.leave("room"), () -> joins.join("room"), () -> namespace.socketsIn("room"));

            assertThat(namespace.socketsIn("room")).containsExactly(joins);
            assertThat(namespace.rooms()).containsExactly("room");
        }
    }

    @Test
    void who_disconnects_while_it_joins_is_in_no_room_and_no_room_is_left() throws Exception {
        Namespace namespace = namespace("/");
        for (int round = 0; round < ROUNDS; round++) {
            TestServer.Client client = test.join("/");
            Socket socket = last();

            atOnce(() -> socket.join("room", "other"), client::vanish, () -> namespace.socketsIn("room"));

            assertThat(namespace.socketsIn("room")).isEmpty();
            assertThat(namespace.rooms()).isEmpty();
            assertThat(namespace.sockets()).isEmpty();
            assertThat(socket.rooms()).isEmpty();
        }
    }
}
