package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simple echo on the container's own WebSocket. */
@Tag("server")
class EchoIT extends ParleyIT {
    private static final int HASTY = 300;

    @Test
    void hello_is_answered_as_the_document_says() throws Exception {
        try (TestWebSocket client = TestWebSocket.open(address())) {
            client.send("hello");
            assertThat(client.text()).isEqualTo("5. 服务器说:hello");
            client.send("");
            assertThat(client.text()).isEqualTo("5. 服务器说:");
        }
    }

    @Test
    void a_long_text_comes_back_whole() throws Exception {
        try (TestWebSocket client = TestWebSocket.open(address())) {
            String text = "长".repeat(100_000);
            client.send(text);
            assertThat(client.text()).isEqualTo("5. 服务器说:" + text);
        }
    }

    @Test
    void binary_ends_the_connection() throws Exception {
        try (TestWebSocket client = TestWebSocket.open(address())) {
            client.send(new byte[] {1});
            client.awaitEnd();
        }
    }

    /** More of them than a container has threads. */
    @Test
    void who_does_not_await_the_answer_to_the_opening_is_answered_too() throws Exception {
        byte[] hello = new ClientFrames(1)
                .raw(0x81, "hello".getBytes(StandardCharsets.UTF_8))
                .toBytes();
        for (int i = 0; i < HASTY; i++) {
            try (RawConnection client = new RawConnection(at("echo"))) {
                client.handshakeWith(hello);
                assertThat(client.answer().status()).isEqualTo(101);
                assertThat(new String(client.receive(), StandardCharsets.UTF_8)).endsWith("hello");
            }
        }
    }

    /** As 32 bits it is a gigabyte, which is more than the server has. */
    @Test
    void a_frame_that_says_it_is_endless_is_nothing_to_anybody_else() throws Exception {
        byte[] endless = {(byte) 0x81, (byte) 0xff, (byte) 0x80, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4};
        try (TestWebSocket other = TestWebSocket.open(address());
                RawConnection client = new RawConnection(at("echo"))) {
            assertThat(client.handshake().status()).isEqualTo(101);
            client.send(endless, 0, endless.length);
            other.send("hello");
            assertThat(other.text()).endsWith("hello");
        }
    }

    @Test
    void whose_first_frame_is_a_bad_one_takes_nothing_from_who_comes_next() throws Exception {
        byte[] reserved = new ClientFrames(1).raw(0xf1, new byte[1]).toBytes();
        for (int i = 0; i < HASTY; i++) {
            try (RawConnection bad = new RawConnection(at("echo"))) {
                bad.handshakeWith(reserved);
                while (bad.receive() != null) {
                    // until the server ends it
                }
            }
            try (RawConnection good = new RawConnection(at("raw"))) {
                assertThat(good.handshake().status()).isEqualTo(101);
                byte[] hello = new ClientFrames(1)
                        .raw(0x81, "hello".getBytes(StandardCharsets.UTF_8))
                        .toBytes();
                good.send(hello, 0, hello.length);
                assertThat(new String(good.receive(), StandardCharsets.UTF_8)).endsWith("hello");
            }
        }
    }

    private URI address() {
        return URI.create(at("echo").toString().replace("http:", "ws:"));
    }
}
