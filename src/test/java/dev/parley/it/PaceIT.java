package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Predicate;
import org.json.JSONArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that go too fast, at the defaults: told first, and cut if they go on. The others stay. */
class PaceIT extends ParleyIT {
    private static final int BURST = 100;
    private static final int PACKET_BURST = 10_000;

    private TestWebSocket open(String path) {
        return TestWebSocket.open(URI.create(at(path).toString().replaceFirst("http", "ws")));
    }

    private TestWebSocket join(String namespace) throws Exception {
        TestWebSocket socket = open("socket.io/?EIO=4&transport=websocket");
        assertThat(socket.text()).startsWith("0");
        socket.send("40" + namespace);
        assertThat(socket.text()).startsWith("40" + namespace);
        return socket;
    }

    /** Reads on until such a text comes. */
    private static String await(TestWebSocket socket, Predicate<String> awaited) throws Exception {
        String text = socket.text();
        while (!awaited.test(text)) {
            text = socket.text();
        }
        return text;
    }

    /** The server may have ended the connection meanwhile. */
    private static void flood(TestWebSocket socket, int messages, String message) {
        for (int i = 0; i < messages && socket.isOpen(); i++) {
            socket.trySend(message);
        }
    }

    @Test
    void the_structured_chat_refuses_and_then_ends_the_connection() throws Exception {
        Figures before = Figures.of(this);
        try (TestWebSocket socket = join("/chat,")) {
            flood(socket, 2 * BURST, "42/chat,1[\"who\",{}]"); // asks nothing of the chat
            flood(socket, 10 * BURST, "42/chat,2[\"people\",{}]");

            String refusal = await(socket, text -> text.contains("too-fast"));

            assertThat(refusal).startsWith("43/chat,2");
            assertThat(new JSONArray(refusal.substring("43/chat,2".length()))
                            .getJSONObject(0)
                            .getBoolean("ok"))
                    .isFalse();
            await(socket, "41/chat,"::equals); // so that an official client does not come back by itself
            socket.awaitEnd();
        }
        Figures after = Figures.of(this);
        String refused = "parley_chat_refused_total{code=\"too-fast\"}";
        assertThat(after.get(refused) - before.get(refused)).isGreaterThanOrEqualTo(BURST);
        assertThat(after.get("parley_chat_too_fast_cuts_total") - before.get("parley_chat_too_fast_cuts_total"))
                .isOne();
    }

    @Test
    void the_classic_chat_says_so_in_a_line_and_then_ends_the_connection() throws Exception {
        try (TestWebSocket socket = join("")) {
            flood(socket, 10 * BURST, "42[\"message\",\"two words are no name\"]");

            await(socket, text -> text.startsWith("42[\"message\",\"[系统] 消息太快"));
            await(socket, "41"::equals);
            socket.awaitEnd();
        }
    }

    @Test
    void the_plain_websocket_says_so_in_a_line_and_then_ends_with_1008() throws Exception {
        try (TestWebSocket socket = open("chat")) {
            flood(socket, BURST + BURST / 2, "two words are no name");
            await(socket, text -> text.startsWith("[系统] 消息太快"));

            flood(socket, 10 * BURST, "two words are no name");
            assertThat(socket.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    @Tag("carrier")
    void packets_past_the_burst_end_a_connection_over_websocket() throws Exception {
        Figures before = Figures.of(this);
        try (TestWebSocket socket = join("/demo,")) {
            flood(socket, 3 * PACKET_BURST, "42/demo,[\"nothing\"]");
            socket.awaitEnd();
        }
        assertThat(Figures.of(this).closed("too fast") - before.closed("too fast"))
                .isOne();
    }

    @Test
    void packets_past_the_burst_end_a_connection_over_polling() throws Exception {
        String sid =
                OpenPacket.sid(get("socket.io/?EIO=4&transport=polling").body()).orElseThrow();
        String body = "40" + "\u001e3".repeat(3 * PACKET_BURST);

        String session = "socket.io/?EIO=4&transport=polling&sid=" + sid;
        HttpRequest post = HttpRequest.newBuilder(at(session))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

        HTTP.send(post, HttpResponse.BodyHandlers.ofString());

        assertThat(get(session).statusCode()).isEqualTo(400);
    }
}
