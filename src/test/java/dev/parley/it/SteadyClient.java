package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Somebody in the structured chat who talks without end and whose server may be killed at any moment: comes back with token
 * and last message, and sends what was not acknowledged again with its id, as {@code src/docs/chat-protocol.md} has it.
 */
final class SteadyClient implements Runnable {
    private static final long PATIENCE_SECONDS = 20;

    /** Where the server is now. */
    @FunctionalInterface
    interface Place {
        /** Waits for another server than that one; null is none yet. */
        RunningServer after(RunningServer gone) throws InterruptedException;
    }

    /**
     * A message as a client gets it.
     *
     * @param uuid empty if it has none
     */
    record Seen(long id, String kind, String author, String text, String uuid) {
        static Seen of(Object message) {
            JSONObject json = (JSONObject) message;
            try {
                return new Seen(
                        json.getLong("id"),
                        json.getString("kind"),
                        json.getString("author"),
                        json.getString("text"),
                        json.optString("uuid"));
            } catch (JSONException e) {
                throw new IllegalStateException(json.toString(), e);
            }
        }

        static List<Seen> all(JSONObject page) throws JSONException {
            JSONArray messages = page.getJSONArray("messages");
            List<Seen> all = new ArrayList<>();
            for (int i = 0; i < messages.length(); i++) {
                all.add(of(messages.get(i)));
            }
            return all;
        }

        String receipt() {
            return id + " " + uuid;
        }
    }

    private record Draft(String text, String uuid) {}

    /** The connection or the server is gone. */
    private static final class LostException extends Exception {
        private static final long serialVersionUID = 1L;

        LostException(Throwable cause) {
            super(cause);
        }
    }

    private final String name;
    private final Place place;
    private final AtomicInteger acknowledged;
    private final List<String> receipts = Collections.synchronizedList(new ArrayList<>());
    private final List<Seen> view = new ArrayList<>();
    private final List<Seen> early = new ArrayList<>();
    private String token;
    private boolean following;
    private Socket socket;
    private CompletableFuture<Object> lost;
    private volatile boolean stopping;

    /** @param acknowledged counts the messages of all clients */
    SteadyClient(String name, Place place, AtomicInteger acknowledged) {
        this.name = name;
        this.place = place;
        this.acknowledged = acknowledged;
    }

    @Override
    public void run() {
        try {
            talk();
        } catch (Exception e) {
            throw new IllegalStateException(name + " cannot go on", e);
        }
    }

    private void talk() throws Exception {
        Draft waiting = null;
        RunningServer server = null;
        while (waiting != null || !stopping) {
            server = place.after(server);
            try {
                comeBack(server);
                while (waiting != null || !stopping) {
                    waiting = waiting == null ? newMessage() : waiting;
                    if (say(waiting)) {
                        waiting = null;
                    }
                }
            } catch (LostException e) {
                socket.disconnect();
            }
        }
    }

    private Draft newMessage() {
        return new Draft(name + " " + receipts.size(), UUID.randomUUID().toString());
    }

    private boolean say(Draft message) throws Exception {
        JSONObject answer = ask("say", Map.of("text", message.text(), "uuid", message.uuid()));
        if (answer.getBoolean("ok")) {
            receipts.add(Seen.of(answer.getJSONObject("message")).receipt());
            acknowledged.incrementAndGet();
            return true;
        }
        assertThat(answer.getString("error")).isIn("busy", "unavailable");
        return false;
    }

    private void comeBack(RunningServer server) throws Exception {
        synchronized (this) {
            following = false;
            early.clear();
        }
        connect(server);
        long last = last();
        Map<String, Object> wish = new HashMap<>(Map.of("name", name, "last", last));
        if (token != null) {
            wish.put("token", token);
        }
        JSONObject answer = ask("join", wish);
        assertThat(answer.getBoolean("ok")).as("%s", answer).isTrue();
        token = answer.getString("token");
        List<Seen> missed = Seen.all(answer);
        boolean gap = answer.getBoolean("gap");
        while (gap && missed.get(0).id() > last) {
            JSONObject page = ask("history", Map.of("before", missed.get(0).id()));
            missed.addAll(0, Seen.all(page));
            gap = page.getBoolean("more");
        }
        synchronized (this) {
            missed.forEach(this::show);
            early.forEach(this::show);
            following = true;
        }
    }

    private void connect(RunningServer server) {
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setReconnection(false)
                .setTransports(new String[] {"websocket"})
                .build();
        CompletableFuture<Object> gone = new CompletableFuture<>();
        lost = gone;
        socket = IO.socket(server.at("chat"), options);
        for (String end : List.of(Socket.EVENT_DISCONNECT, Socket.EVENT_CONNECT_ERROR)) {
            socket.on(end, args -> gone.completeExceptionally(new IllegalStateException(end)));
        }
        socket.on("message", args -> got(Seen.of(args[0])));
        socket.connect();
    }

    private synchronized void got(Seen message) {
        if (following) {
            view.add(message); // whatever it is: the comparison tells
        } else {
            early.add(message);
        }
    }

    /** What is in a page and came by itself, too, is one. */
    private void show(Seen message) {
        if (message.id() > last()) {
            view.add(message);
        }
    }

    synchronized long last() {
        return view.isEmpty() ? 0 : view.get(view.size() - 1).id();
    }

    private JSONObject ask(String event, Map<String, ?> body) throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        socket.emit(event, new Object[] {new JSONObject(body)}, (Ack) args -> answer.complete(args[0]));
        try {
            return (JSONObject) CompletableFuture.anyOf(answer, lost).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LostException(e);
        }
    }

    /** No new message after this. */
    void stop() {
        stopping = true;
    }

    void leave() {
        socket.disconnect();
    }

    /** Id and UUID of each message that was acknowledged. */
    List<String> receipts() {
        return List.copyOf(receipts);
    }

    /** Everything this client has been shown, in that order. */
    synchronized List<Seen> view() {
        return List.copyOf(view);
    }
}
