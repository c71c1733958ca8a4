package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.FrameDecoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.MessageListener;
import dev.parley.wire.websocket.Violation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The frame inspector's descriptions, in the order and the words of {@code src/docs/inspect.md}. */
@Tag("server")
class InspectIT extends ParleyIT {
    @Test
    void the_handshake_is_shown_with_its_computation() throws Exception {
        try (RawConnection server = new RawConnection(at("inspect?x=1"))) {
            server.handshake("Cookie: secret=1");

            assertThat(new Messages(server).next())
                    .startsWith("{\"type\":\"handshake\",\"request\":{\"line\":\"GET /inspect?x=1 HTTP/1.1\",")
                    .contains(
                            "{\"name\":\"sec-websocket-key\",\"value\":\"dGhlIHNhbXBsZSBub25jZQ==\"}",
                            "{\"name\":\"cookie\",\"value\":\"…\"}",
                            "\"line\":\"HTTP/1.1 101 Switching Protocols\"",
                            "\"concatenation\":\"dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11\"",
                            "\"sha1\":\"b37a4f2cc0624f1690f64606cf385945b2bec4ea\"",
                            "\"base64\":\"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\"",
                            "\"extensions\":null")
                    .doesNotContain("secret");
        }
    }

    @Test
    void a_text_is_described_and_comes_back_behind_its_description() throws Exception {
        try (RawConnection server = new RawConnection(at("inspect"))) {
            Messages messages = open(server);
            send(server, "818537fa213d7f9f4d5158");

            assertThat(messages.next()).isEqualTo("""
                            {"type":"frame","direction":"in","number":1,"fin":true,"rsv1":false,"rsv2":false,"rsv3":false,\
                            "opcode":1,"opcodeName":"text","masked":true,"mask":"37fa213d","length":5,"lengthBits":7,\
                            "header":"818537fa213d",\
                            "payload":{"hex":"48656c6c6f","text":"Hello","bytes":5,"truncated":false},"close":null,\
                            "meaning":"text.whole","action":"echo","section":"5.6","violation":null}""");
            assertThat(messages.next())
                    .startsWith("{\"type\":\"frame\",\"direction\":\"out\",\"number\":1,")
                    .contains("\"header\":\"8105\"", "\"action\":\"sent\"");
            assertThat(messages.next()).isEqualTo("Hello");
        }
    }

    @Test
    void fragments_wait_and_a_ping_between_them_is_answered() throws Exception {
        try (RawConnection server = new RawConnection(at("inspect"))) {
            Messages messages = open(server);
            send(server, "018100000000" + "61" + "898000000000" + "808100000000" + "62");

            assertThat(messages.next()).contains("\"meaning\":\"text.first\",\"action\":\"wait\"");
            assertThat(messages.next()).contains("\"meaning\":\"ping\",\"action\":\"pong\"");
            assertThat(messages.next()).contains("\"direction\":\"out\"", "\"opcodeName\":\"pong\"");
            assertThat(messages.next()).isEqualTo("pong ");
            assertThat(messages.next()).contains("\"meaning\":\"continuation.last\",\"action\":\"echo\"");
            assertThat(messages.next()).contains("\"direction\":\"out\",\"number\":2");
            assertThat(messages.next()).isEqualTo("ab");
        }
    }

    @Test
    void a_frame_without_a_mask_is_shown_as_what_it_breaks() throws Exception {
        try (RawConnection server = new RawConnection(at("inspect"))) {
            Messages messages = open(server);
            send(server, "810548656c6c6f");

            assertThat(messages.next())
                    .contains(
                            "\"masked\":false,\"mask\":null",
                            "\"meaning\":\"violation\",\"action\":\"fail\",\"section\":\"5.1\"",
                            "\"violation\":{\"id\":\"NOT_MASKED\",\"message\":\"a client must mask its frames\","
                                    + "\"closeCode\":1002,\"section\":\"5.1\"}");
            assertThat(messages.next()).contains("\"direction\":\"out\"", "\"opcodeName\":\"close\"", "\"code\":1002");
            assertThat(messages.next()).isEqualTo("close 1002 a client must mask its frames");
            assertThat(messages.next()).isEqualTo("end");
        }
    }

    @Test
    void compression_is_agreed_only_when_it_is_asked_for_in_the_address() throws Exception {
        try (RawConnection plain = new RawConnection(at("inspect"));
                RawConnection compressing = new RawConnection(at("inspect?deflate=true"))) {
            String offer = "Sec-WebSocket-Extensions: permessage-deflate";

            assertThat(plain.handshake(offer).headers()).doesNotContainKey("sec-websocket-extensions");
            assertThat(compressing.handshake(offer).headers())
                    .containsEntry("sec-websocket-extensions", "permessage-deflate");
        }
    }

    private static Messages open(RawConnection server) throws Exception {
        server.handshake();
        Messages messages = new Messages(server);
        assertThat(messages.next()).startsWith("{\"type\":\"handshake\"");
        return messages;
    }

    private static void send(RawConnection server, String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex);
        server.send(bytes, 0, bytes.length);
    }

    /** Everything that comes, as text; at last {@code end}. */
    private static final class Messages implements MessageListener {
        private final RawConnection server;
        private final Deque<String> waiting = new ArrayDeque<>();
        private final FrameDecoder decoder = new FrameDecoder(
                FrameDecoder.Peer.SERVER, new Limits(1 << 20, 1, Duration.ofMinutes(1), Duration.ofMinutes(1)), this);

        Messages(RawConnection server) {
            this.server = server;
        }

        String next() throws Exception {
            while (waiting.isEmpty()) {
                byte[] bytes = server.receive();
                if (bytes == null) {
                    return "end";
                }
                decoder.decode(bytes, 0, bytes.length);
            }
            return waiting.remove();
        }

        @Override
        public void text(String text) {
            waiting.add(text);
        }

        @Override
        public void binary(byte[] data) {
            waiting.add("binary " + HexFormat.of().formatHex(data));
        }

        @Override
        public void ping(byte[] data) {
            waiting.add("ping " + HexFormat.of().formatHex(data));
        }

        @Override
        public void pong(byte[] data) {
            waiting.add("pong " + HexFormat.of().formatHex(data));
        }

        @Override
        public void close(int code, String reason) {
            waiting.add("close " + code + " " + reason);
        }

        @Override
        public void failed(Violation violation) {
            throw new AssertionError("the server broke a rule: " + violation);
        }
    }
}
