package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import java.io.IOException;
import java.net.SocketException;
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

/** Requests that a client sends before it has the answers to those before (RFC 9112, section 9.3.2), and whose answers it does not read. */
@Tag("server")
class PipelinedIT extends ParleyIT {
    private static final String POLLING = "socket.io/?EIO=4&transport=polling";

    /** Sessions take turns on the threads that write: enough for each of these to have some. */
    private static final int CLIENTS = 2 * Runtime.getRuntime().availableProcessors();

    /** With what they ask for, more than all buffers between a server and a client that does not read. */
    private static final int REQUESTS = 400;

    /** More than Payara Micro has threads for requests. */
    private static final int MANY = 80;

    private final List<RawConnection> deaf = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (RawConnection client : deaf) {
            client.close();
        }
    }

    @Test
    @DisplayName("whoever reads none of the answers behind a poll holds up nobody else")
    void behind_a_poll() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            String session = open();
            post(session, "40");
            post(session, "42[\"message\",\"deaf" + i + "\"]");
            get(session); // all that has come so far, so that the next poll waits
            RawConnection client = deaf(session);
            client.begin("GET", List.of());
            askForMuch(client);
        }

        assertThatPeopleTalk("poll");
    }

    @Test
    @DisplayName("requests that are answered at once, of which the client waits for none, break nothing")
    void answered_at_once() throws Exception {
        RawConnection client = deaf(POLLING);
        try {
            for (int i = 0; i <= REQUESTS; i++) {
                client.begin("GET", List.of());
            }
        } catch (SocketException e) {
            // A server may end the connection before it has taken all.
        }
        StringBuilder answers = new StringBuilder();
        byte[] some = client.receive();
        while (some != null) { // a server may end the connection before it has answered all
            answers.append(new String(some, StandardCharsets.US_ASCII));
            boolean whole = answers.toString().split("HTTP/1.1 ", -1).length > REQUESTS + 1;
            some = whole ? null : client.receive();
        }

        assertThatPeopleTalk("hasty");
    }

    @Test
    @DisplayName("files that nobody reads keep no thread")
    void files() throws Exception {
        for (int i = 0; i < MANY; i++) {
            askForMuch(deaf(POLLING));
        }

        assertThatPeopleTalk("file");
    }

    private void assertThatPeopleTalk(String family) throws Exception {
        try (TestWebSocket ann = join(family + "-ann");
                TestWebSocket bob = join(family + "-bob")) {
            bob.send("42[\"message\",\"hello\"]");
            await(ann, family + "-bob: hello");
            await(bob, family + "-bob: hello");
        }
        assertThat(get("nothing/here").body()).contains("\"status\":404");
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

    /** A client that takes as little as the kernel lets it. */
    private RawConnection deaf(String path) throws IOException {
        RawConnection client = new RawConnection(at(path), 4 << 10);
        deaf.add(client);
        return client;
    }

    private void askForMuch(RawConnection client) throws IOException {
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
        socket.send("420[\"message\",\"" + name + "\"]");
        await(socket, "430["); // whoever has come hears what is said from then on
        return socket;
    }

    private static void await(TestWebSocket socket, String part) throws InterruptedException {
        while (!socket.text().contains(part)) {
            // what others said before
        }
    }
}
