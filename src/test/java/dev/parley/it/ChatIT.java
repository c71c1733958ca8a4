package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chat over every way in, at once, on a real server with its database. */
@Tag("server")
class ChatIT extends ParleyIT {
    private static final long PATIENCE_SECONDS = 20;

    private static final Pattern COMING_OR_GOING = Pattern.compile("(\\S+)(?:加入|离开)聊天室");

    private static final List<String> PEOPLE = List.of("Ann😀", "Bob", "张三");

    private final List<Runnable> endings = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        endings.forEach(Runnable::run);
    }

    /** A client of a namespace and the messages it got. */
    private final class Client {
        private final Socket socket;
        private final BlockingQueue<String> got = new LinkedBlockingQueue<>();

        Client(String namespace, String... transports) {
            IO.Options options = IO.Options.builder()
                    .setForceNew(true)
                    .setTransports(transports)
                    .build();
            socket = IO.socket(at("").resolve(namespace), options);
            socket.on("message", args -> got.add(args[0].toString()));
            endings.add(socket::disconnect);
            socket.connect();
        }

        JSONObject ask(String event, Object argument) throws Exception {
            CompletableFuture<JSONObject> answer = new CompletableFuture<>();
            socket.emit(event, new Object[] {argument}, (Ack) args -> answer.complete((JSONObject) args[0]));
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        String next() throws Exception {
            return awaited(got);
        }
    }

    /** A plain WebSocket and the lines it got; how it was closed is one, too. */
    private final class LineClient implements WebSocket.Listener {
        private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        LineClient(String... header) {
            WebSocket.Builder builder = HTTP.newWebSocketBuilder();
            if (header.length > 0) {
                builder.header(header[0], header[1]);
            }
            String address = at("chat").toString().replaceFirst("http", "ws");
            socket = builder.buildAsync(URI.create(address), this).join();
            endings.add(socket::abort);
        }

        void say(String line) {
            socket.sendText(line, true).join();
        }

        String next() throws Exception {
            return awaited(got);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                got.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            got.add("closed " + code);
            return CompletableFuture.completedStage(null);
        }
    }

    /** @return the next message that is not of a client of an earlier test, whose session may end only now */
    private static String awaited(BlockingQueue<String> queue) throws Exception {
        String next;
        do {
            next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a message within " + PATIENCE_SECONDS + " s").isNotNull();
        } while (tellsOfAStranger(next));
        return next;
    }

    /** Whether somebody else has come or gone. */
    private static boolean tellsOfAStranger(String message) throws JSONException {
        Matcher line = COMING_OR_GOING.matcher(message);
        if (line.matches()) {
            return !PEOPLE.contains(line.group(1));
        }
        if (!message.startsWith("{")) {
            return false;
        }
        JSONObject event = new JSONObject(message);
        return Set.of("join", "leave").contains(event.getString("kind")) && !PEOPLE.contains(event.getString("author"));
    }

    /** Others may have come or gone since. */
    private static JSONObject newestSaid(String page) throws JSONException {
        JSONArray messages = new JSONObject(page).getJSONArray("messages");
        int newest = messages.length() - 1;
        while (!messages.getJSONObject(newest).getString("kind").equals("say")) {
            newest--;
        }
        return messages.getJSONObject(newest);
    }

    @Test
    void people_of_every_way_in_talk_to_each_other() throws Exception {
        Client classic = new Client("/", "polling");
        assertThat(classic.ask("message", "Ann😀").getBoolean("ok")).isTrue();
        Client structured = new Client("/chat", "polling", "websocket");
        assertThat(structured.ask("join", new JSONObject(Map.of("name", "Bob"))).getString("me"))
                .isEqualTo("Bob");
        assertThat(classic.next()).isEqualTo("Bob加入聊天室");
        LineClient line = new LineClient();
        line.say("Bob");
        assertThat(line.next()).startsWith("[系统] 名字已被使用");
        line.say("张三");
        assertThat(classic.next()).isEqualTo("张三加入聊天室");
        assertThat(new JSONObject(structured.next()).getString("kind")).isEqualTo("join");

        line.say("你好 👋");
        assertThat(line.next()).isEqualTo("张三: 你好 👋");
        assertThat(classic.next()).isEqualTo("张三: 你好 👋");
        assertThat(new JSONObject(structured.next()).getString("text")).isEqualTo("你好 👋");

        structured.ask("whisper", new JSONObject(Map.of("to", "张三", "text", "psst")));
        assertThat(line.next()).isEqualTo("[私信] Bob → 张三: psst");
        assertThat(structured.next()).contains("psst");

        long id = classic.ask("message", "last").getLong("id");
        assertThat(classic.next()).isEqualTo("Ann😀: last");
        assertThat(line.next()).isEqualTo("Ann😀: last");
        HttpResponse<String> history = get("api/rooms/lobby/messages?limit=200");
        assertThat(newestSaid(history.body()).getLong("id")).isEqualTo(id);
        assertThat(history.body()).contains("你好 👋").doesNotContain("psst");

        structured.ask("forget", new JSONObject()); // so that another run finds the name free
        line.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(classic.next()).isEqualTo("张三离开聊天室");
    }

    @Test
    void a_binary_message_ends_a_plain_websocket_with_1003() throws Exception {
        LineClient line = new LineClient();

        line.socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();

        assertThat(line.next()).isEqualTo("closed 1003");
    }

    @Test
    void a_message_past_the_bound_ends_a_plain_websocket_with_1009() throws Exception {
        LineClient line = new LineClient();

        var unused = line.socket.sendText("x".repeat(70_000), true); // may be cut off while it is sent

        assertThat(line.next()).isEqualTo("closed 1009");
    }

    @Test
    void a_message_that_is_only_too_long_to_be_said_is_refused_with_a_notice() throws Exception {
        LineClient line = new LineClient();
        line.say("Eve");

        line.say("x".repeat(60_000));

        assertThat(line.next()).startsWith("[系统] 消息太长");
    }

    @Test
    void pages_of_other_origins_are_refused() throws Exception {
        assertThatThrownBy(() -> new LineClient("Origin", "http://elsewhere.example"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
        assertThat(get("api/rooms/lobby/messages", "Origin", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_public_rooms_history_is_for_everybody_and_a_private_ones_for_its_members() throws Exception {
        String run = Long.toString(System.nanoTime(), Character.MAX_RADIX); // rooms stay
        Client ann = new Client("/chat", "websocket");
        ann.ask("join", new JSONObject(Map.of("name", "Ann-" + run)));
        ann.ask("create-room", new JSONObject(Map.of("room", "public-" + run)));
        ann.ask("create-room", new JSONObject(Map.of("room", "private-" + run, "private", true)));
        ann.ask("say", new JSONObject(Map.of("room", "public-" + run, "text", "to all")));
        ann.ask("say", new JSONObject(Map.of("room", "private-" + run, "text", "secret")));

        HttpResponse<String> open = get("api/rooms/public-" + run + "/messages");
        assertThat(open.statusCode()).isEqualTo(200);
        assertThat(open.body()).contains("to all");
        HttpResponse<String> closed = get("api/rooms/private-" + run + "/messages");
        assertThat(closed.statusCode()).isEqualTo(404);
        assertThat(closed.body()).isEqualTo(get("api/rooms/nowhere/messages").body());
        ann.ask("forget", new JSONObject());
    }

    @Test
    void the_history_says_what_is_allowed() throws Exception {
        Map<String, String> wrong = Map.of(
                "limit=0", "limit must be a whole number from 1 to 200",
                "limit=201", "limit must be a whole number from 1 to 200",
                "limit=x", "limit must be a whole number from 1 to 200",
                "before=-1", "before must be a whole number from 0 to",
                "before=2&after=1", "one of before and after is allowed, not both");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            HttpResponse<String> answer = get("api/rooms/lobby/messages?" + each.getKey());
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
            assertThat(answer.body()).contains(each.getValue());
        }
        assertThat(get("api/rooms/attic/messages").statusCode()).isEqualTo(404);
        HttpResponse<String> empty = get("api/rooms/lobby/messages?before=&after=&limit=");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(new JSONObject(empty.body()).getJSONArray("messages")).isNotNull();
    }
}
