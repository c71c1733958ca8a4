package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.socket.TestServer;
import dev.parley.wire.engineio.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over namespace {@code /chat} as {@code src/docs/chat-protocol.md} has them. */
class ChatFilesTest {
    private final GatewayFixture chat = new GatewayFixture();

    @Test
    void a_file_is_sent_in_parts_and_shared_with_a_message() {
        TestServer.Client ann = chat.structured("Ann");
        TestServer.Client line = chat.classic("Bob");
        ann.received();
        ann.send("2/chat,1[\"file\",{\"name\":\"a.png\",\"type\":\"image/png\",\"size\":3,\"width\":4,\"height\":5}]");
        assertThat(ann.received()).containsExactly("3/chat,1[{\"ok\":true,\"file\":1}]");
        ann.send("2/chat,2[\"say\",{\"files\":[1]}]");
        assertThat(ann.received()).singleElement().asString().contains("\"error\":\"unknown-file\"");
        ann.send(
                "51-/chat,3[\"file-part\",{\"file\":1,\"data\":{\"_placeholder\":true,\"num\":0}}]",
                Bytes.copyOf(new byte[] {1, 2, 3}));
        assertThat(ann.received()).containsExactly("3/chat,3[{\"ok\":true,\"missing\":0}]");
        line.received();

        ann.send("2/chat,4[\"say\",{\"files\":[1]}]");

        assertThat(ann.received())
                .last()
                .asString()
                .contains("\"text\":\"\"")
                .contains(
                        "\"files\":[{\"id\":1,\"name\":\"a.png\",\"type\":\"image/png\",\"size\":3,\"width\":4,\"height\":5}]");
        assertThat(line.received()).containsExactly("2[\"message\",\"Ann: [文件] a.png\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"file\",{\"name\":\"a\"}",
                "\"file\",{\"name\":\"a\",\"size\":-1}",
                "\"file\",{\"name\":\"a\",\"size\":1.5}",
                "\"file\",{\"name\":\"a\",\"size\":1,\"width\":0}",
                "\"file\",{\"name\":\"a\",\"size\":1,\"width\":1,\"height\":65536}",
                "\"file-part\",{\"file\":1,\"data\":\"text\"}",
                "\"file-part\",{\"data\":\"text\"}",
                "\"say\",{\"text\":\"hi\",\"files\":[\"1\"]}",
                "\"say\",{\"text\":\"hi\",\"files\":1}",
                "\"say\",{\"files\":[]}",
            })
    void a_request_about_files_that_is_none_is_invalid(String request) {
        TestServer.Client ann = chat.structured("Ann");

        ann.send("2/chat,1[" + request + "]");

        assertThat(ann.received()).singleElement().asString().contains("\"error\":\"invalid\"");
    }
}
