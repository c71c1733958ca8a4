package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that a client sends behind a poll before it has the poll's answer (RFC 9112, section 9.3.2). */
@Tag("server")
class PipelinedIT extends ParleyIT {
    private static final String POLLING = "socket.io/?EIO=4&transport=polling";

    /** Sessions take turns on the threads that write: enough for each of these to have some. */
    private static final int CLIENTS = 2 * Runtime.getRuntime().availableProcessors();

    /** With what they ask for, more than all buffers between a server and a client that does not read. */
    private static final int REQUESTS = 400;

    private final List<RawConnection> deaf = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (RawConnection client : deaf) {
            client.close();
        }
    }

    @Test
    @DisplayName("whoever reads none of the answers holds up nobody else")
    void answers_that_nobody_reads() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            String session = open();
            post(session, "40");
            post(session, "42[\"message\",\"deaf" + i + "\"]");
            get(session); // all that has come so far, so that the next poll waits
            pipeline(session);
        }

        try (TestWebSocket ann = join("piper-ann");
                TestWebSocket bob = join("piper-bob")) {
            bob.send("42[\"message\",\"hello\"]");
            await(ann, "piper-bob: hello");
            await(bob, "piper-bob: hello");
        }
    }

    /** @return the path of a new session */
    private String open() throws Exception {
        return POLLING + "&sid=" + OpenPacket.sid(get(POLLING).body()).orElseThrow();
    }

    private void post(String session, String packet) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at(session))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(packet))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("ok");
    }

    /** Polls, and asks for much behind it that it does not read. */
    private void pipeline(String session) throws Exception {
        RawConnection client = new RawConnection(at(session), 4 << 10);
        deaf.add(client);
        client.begin("GET", List.of());
        byte[] more = ("GET " + at("socket.io/socket.io.js").getPath() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .repeat(REQUESTS)
                .getBytes(StandardCharsets.US_ASCII);
        client.send(more, 0, more.length);
    }

    private TestWebSocket join(String name) throws InterruptedException {
        TestWebSocket socket = TestWebSocket.open(
                URI.create(at("socket.io/?EIO=4&transport=websocket").toString().replace("http:", "ws:")));
        socket.text();
        socket.send("40");
        socket.send("42[\"message\",\"" + name + "\"]");
        await(socket, name + "加入"); // who comes is told of it, and hears what is said from then on
        return socket;
    }

    private static void await(TestWebSocket socket, String part) throws InterruptedException {
        while (!socket.text().contains(part)) {
            // what others said before
        }
    }
}
