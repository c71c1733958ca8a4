package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come a moment after their heads, as they do over a network, one right after the answer to the other. */
@Tag("server")
class LateBodyIT extends ParleyIT {
    private static final int CLIENTS = 4;
    private static final int POSTS = 500;
    private static final int POSTS_OF_A_CONNECTION = 100;
    private static final byte[] PONG = {'3'};
    private static final List<String> HEADERS =
            List.of("Content-Type: text/plain;charset=UTF-8", "Content-Length: " + PONG.length);

    @ParameterizedTest(name = "{0} µs later")
    @ValueSource(ints = {0, 1_000, 3_000})
    @DisplayName("each body is taken, and its session stays")
    void every_body_is_taken(int gapMicros) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                all.add(clients.submit(() -> {
                    postAll(gapMicros);
                    return null;
                }));
            }
            for (Future<?> client : all) {
                client.get(60, TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void postAll(int gapMicros) throws Exception {
        for (int done = 0; done < POSTS; done += POSTS_OF_A_CONNECTION) {
            String path = "socket.io/?EIO=4&transport=polling";
            String sid = OpenPacket.sid(get(path).body()).orElseThrow();
            try (RawConnection connection = new RawConnection(at(path + "&sid=" + sid))) {
                for (int i = 0; i < POSTS_OF_A_CONNECTION; i++) {
                    connection.begin("POST", HEADERS);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(gapMicros));
                    connection.send(PONG, 0, PONG.length);
                    RawConnection.Answer answer = connection.answer();
                    assertThat(List.of(answer.status(), answer.body())).containsExactly(200, "ok");
                }
            }
        }
    }
}
