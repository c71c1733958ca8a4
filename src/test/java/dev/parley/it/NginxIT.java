package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator gets by deploy/nginx in front of two servers. It is nginx's part that is tested, so one kind of server is enough. */
@Tag("server")
@EnabledIfSystemProperty(named = "it.server", matches = "tomcat10")
class NginxIT {
    private static final long PATIENCE_SECONDS = 60;

    private static final List<AutoCloseable> RUNNING = new ArrayList<>();
    private static RunningServer first;
    private static RunningServer second;
    private static Nginx nginx;
    private static HttpClient http;

    @BeforeAll
    static void start(@TempDir Path work) throws Exception {
        first = RunningServer.start(Files.createDirectory(work.resolve("first")));
        RUNNING.add(first);
        second = RunningServer.start(Files.createDirectory(work.resolve("second")));
        RUNNING.add(second);
        nginx = new Nginx(Files.createDirectory(work.resolve("nginx")), first, second);
        RUNNING.add(0, nginx);
        http = HttpClient.newBuilder().sslContext(nginx.tls()).build();
        Eventually.until(NginxIT::health, status -> status == 200);
    }

    @AfterAll
    static void end() throws Exception {
        for (AutoCloseable each : RUNNING) {
            each.close();
        }
    }

    private static int health() throws Exception {
        assertThat(nginx.isRunning()).as(nginx.log()).isTrue();
        try {
            return http.send(HttpRequest.newBuilder(nginx.at("health")).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // does not listen yet
        }
    }

    private static Socket client(String... transports) throws Exception {
        OkHttpClient okHttp = new OkHttpClient.Builder()
                .sslSocketFactory(nginx.tls().getSocketFactory(), nginx.trust())
                .readTimeout(Duration.ofMinutes(2))
                .build();
        IO.Options options =
                IO.Options.builder().setForceNew(true).setTransports(transports).build();
        options.callFactory = okHttp;
        options.webSocketFactory = okHttp;
        return IO.socket(nginx.at(""), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void every_transport_keeps_to_one_server(String transports) throws Exception {
        Socket socket = client(transports.split(","));
        BlockingQueue<JSONObject> answers = new LinkedBlockingQueue<>();
        try {
            socket.connect();
            for (int i = 0; i < 20; i++) {
                String line = i == 0 ? "of-" + transports : "line " + i;
                socket.emit("message", new Object[] {line}, (Ack) args -> answers.add((JSONObject) args[0]));
                JSONObject answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(answer).as("an answer to %s", line).isNotNull();
                assertThat(answer.getBoolean("ok")).as(answer.toString()).isTrue();
            }
        } finally {
            socket.disconnect();
        }
    }

    @Test
    void an_event_stream_goes_on_as_it_comes() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(nginx.at("clock"))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build();
        HttpResponse<java.io.InputStream> stream = http.send(request, HttpResponse.BodyHandlers.ofInputStream());

        // The stream has no end, so what was held back until there is enough of it would not come for minutes.
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            long began = System.nanoTime();
            int events = 0;
            while (events < 3) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                events += line.startsWith("data:") ? 1 : 0;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(PATIENCE_SECONDS));
        }
    }

    @Test
    void people_chat_in_their_browsers_over_tls() throws Exception {
        BrowserScript.run("path", nginx.at(""));
    }

    @Test
    void the_log_has_no_session_id() throws Exception {
        String path = "socket.io/?EIO=4&transport=polling";
        HttpRequest opening = HttpRequest.newBuilder(nginx.at(path)).build();
        String sid = OpenPacket.sid(
                        http.send(opening, HttpResponse.BodyHandlers.ofString()).body())
                .orElseThrow();
        HttpRequest post = HttpRequest.newBuilder(nginx.at(path + "&sid=" + sid))
                .POST(HttpRequest.BodyPublishers.ofString("40"))
                .build();
        http.send(post, HttpResponse.BodyHandlers.discarding());

        String log = Eventually.until(nginx::accessLog, lines -> lines.contains("\"POST /socket.io/ "));
        assertThat(log).doesNotContain(sid, "sid=");
    }

    @Test
    void pages_of_other_origins_are_still_refused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(nginx.at("socket.io/?EIO=4&transport=polling"))
                .header("Origin", "https://elsewhere.example")
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }
}
