package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;

/** A guest in the structured chat, by the official client. */
final class ChatPerson implements AutoCloseable {
    /** Bytes of a part of a file. */
    static final int PART = 256 * 1024;

    private static final long PATIENCE_SECONDS = 20;

    private final String name;
    private final Socket socket;
    private final String token;

    /** Joins. */
    ChatPerson(URI application, String name, String... transports) throws Exception {
        this.name = name;
        IO.Options options =
                IO.Options.builder().setForceNew(true).setTransports(transports).build();
        socket = IO.socket(application.resolve("/chat"), options).connect();
        token = done("join", Map.of("name", name)).getString("token");
    }

    String name() {
        return name;
    }

    String token() {
        return token;
    }

    JSONObject ask(String event, Map<String, ?> body) throws Exception {
        JSONObject object = new JSONObject();
        for (Map.Entry<String, ?> each : body.entrySet()) {
            object.put(each.getKey(), each.getValue());
        }
        CompletableFuture<JSONObject> answer = new CompletableFuture<>();
        socket.emit(event, new Object[] {object}, (Ack) args -> answer.complete((JSONObject) args[0]));
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    JSONObject done(String event, Map<String, ?> body) throws Exception {
        JSONObject answer = ask(event, body);
        assertThat(answer.getBoolean("ok")).as(event + ": " + answer).isTrue();
        return answer;
    }

    String refusal(String event, Map<String, ?> body) throws Exception {
        return ask(event, body).getString("error");
    }

    /** @return the id of the file, which is of no message yet */
    long upload(String file, String type, byte[] bytes) throws Exception {
        long id = done("file", Map.of("name", file, "type", type, "size", bytes.length))
                .getLong("file");
        for (int from = 0; from < bytes.length; from += PART) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + PART, bytes.length));
            done("file-part", Map.of("file", id, "data", part));
        }
        return id;
    }

    /** @return the message */
    JSONObject share(String event, Map<String, ?> where, long file) throws Exception {
        Map<String, Object> body = new HashMap<>(where);
        body.put("files", new JSONArray(List.of(file)));
        return done(event, body).getJSONObject("message");
    }

    /** Gives the name back and goes. */
    @Override
    public void close() {
        CountDownLatch told = new CountDownLatch(1);
        socket.emit("forget", new Object[] {new JSONObject()}, (Ack) args -> told.countDown());
        try {
            assertThat(told.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("forgotten")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.disconnect();
    }
}
