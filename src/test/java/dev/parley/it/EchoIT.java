package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simple echo on the container's own WebSocket. */
@Tag("server")
class EchoIT extends ParleyIT {
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

    private URI address() {
        return URI.create(at("echo").toString().replace("http:", "ws:"));
    }
}
