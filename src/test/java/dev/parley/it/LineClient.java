package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;

/** The official client of Java in the classic line chat, with a name. */
final class LineClient {
    private static final long PATIENCE_SECONDS = 60;

    private final Socket socket;
    private final Queue<String> got = new ConcurrentLinkedQueue<>();

    private LineClient(RunningServer server) {
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setReconnection(false)
                .setTransports(new String[] {"websocket"})
                .build();
        socket = IO.socket(server.at(""), options);
        socket.on("message", args -> got.add(args[0].toString()));
        socket.connect();
    }

    static LineClient join(RunningServer server, String name) throws Exception {
        LineClient client = new LineClient(server);
        assertThat(client.say(name).getBoolean("ok")).isTrue();
        return client;
    }

    /** Sends a line and waits for its acknowledgement. */
    JSONObject say(String text) throws Exception {
        CompletableFuture<JSONObject> answer = new CompletableFuture<>();
        socket.emit("message", new Object[] {text}, (Ack) args -> answer.complete((JSONObject) args[0]));
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Every line so far. */
    List<String> got() {
        return List.copyOf(got);
    }

    void leave() {
        socket.disconnect();
    }

    /** What everybody has said since the beginning, page by page. */
    static List<String> history(RunningServer server) throws Exception {
        return history(server.at(""));
    }

    /** The same of an application anywhere. */
    static List<String> history(URI application) throws Exception {
        List<String> texts = new ArrayList<>();
        long after = 0;
        boolean more = true;
        while (more) {
            JSONObject page =
                    new JSONObject(get(application.resolve("api/rooms/lobby/messages?limit=200&after=" + after))
                            .body());
            JSONArray messages = page.getJSONArray("messages");
            for (int i = 0; i < messages.length(); i++) {
                JSONObject message = messages.getJSONObject(i);
                after = message.getLong("id");
                if (message.getString("kind").equals("say")) {
                    texts.add(message.getString("text"));
                }
            }
            more = page.getBoolean("more");
        }
        return texts;
    }

    static HttpResponse<String> get(RunningServer server, String path) throws Exception {
        return get(server.at(path));
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
