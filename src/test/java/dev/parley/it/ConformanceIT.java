package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/**
 * A test of the protocols themselves against the applications that the official suites ask. It runs with each carrier of
 * WebSocket, which is what its tag says to {@code deploy/test}.
 */
@Tag("carrier")
abstract class ConformanceIT extends ServerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The name of the deployment of {@link #patientConformance}. */
    static final String PATIENT = "conformance";

    private final String path;

    /** @param path of the Engine.IO server, such as {@code engine.io/} */
    ConformanceIT(String path) {
        this.path = path;
    }

    /** The application with other deadlines: the suites' are shorter than a busy machine sometimes stops for. */
    static WebArchive conformance(String pingInterval, String pingTimeout, String connectTimeout) throws Exception {
        WebArchive archive = archive("parley-conformance.war");
        String descriptor = new String(
                archive.get("WEB-INF/web.xml").getAsset().openStream().readAllBytes(), StandardCharsets.UTF_8);
        return archive.setWebXML(new StringAsset(descriptor
                .replace("300ms", pingInterval)
                .replace("200ms", pingTimeout)
                .replace("1s", connectTimeout)));
    }

    /** The same with the deadlines that Socket.IO has by itself. */
    static WebArchive patientConformance() throws Exception {
        return conformance("25s", "20s", "45s");
    }

    /** Opens a session by long-polling. */
    String handshake() throws Exception {
        HttpResponse<String> opened = get(path + "?EIO=4&transport=polling");
        assertThat(opened.statusCode()).isEqualTo(200);
        return OpenPacket.sid(opened.body()).orElseThrow();
    }

    URI polling(String sid) {
        return at(path + "?EIO=4&transport=polling&sid=" + sid);
    }

    HttpResponse<String> poll(String sid) throws Exception {
        return pollLater(sid).get();
    }

    CompletableFuture<HttpResponse<String>> pollLater(String sid) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(polling(sid)).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String sid, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(polling(sid))
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Polls until that many packets have come. */
    List<String> packets(String sid, int count) throws Exception {
        List<String> packets = new java.util.ArrayList<>();
        while (packets.size() < count) {
            HttpResponse<String> answer = poll(sid);
            assertThat(answer.statusCode()).isEqualTo(200);
            packets.addAll(Arrays.asList(answer.body().split("\u001e")));
        }
        return packets;
    }

    /** Opens a WebSocket whose first frame, the handshake, is still to be read. */
    TestWebSocket webSocket() {
        return TestWebSocket.open(socketUri(""));
    }

    /** Opens a WebSocket for a session that polls. */
    TestWebSocket webSocket(String sid) {
        return TestWebSocket.open(socketUri("&sid=" + sid));
    }

    URI socketUri(String more) {
        return URI.create(
                at(path + "?EIO=4&transport=websocket" + more).toString().replace("http:", "ws:"));
    }

    void assertUnknown(String sid) throws Exception {
        HttpResponse<String> answer = get(path + "?EIO=4&transport=polling&sid=" + sid);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }
}
