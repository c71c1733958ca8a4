package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The product below a context path, which a server takes from the file's name. */
@Tag("server")
class ContextPathIT extends ServerIT {
    private static final long PATIENCE_SECONDS = 60;

    @Deployment(testable = false)
    public static WebArchive parley() {
        return archive("parley.war", "parley.war");
    }

    /** The path is that of the file: Arquillian's container for Payara Micro may have read the server's log before it is there. */
    @Override
    protected URI at(String path) {
        return super.at("").resolve("/parley/" + path);
    }

    @BeforeEach
    void ready() throws Exception {
        Eventually.until(() -> get("health"), health -> health.statusCode() == 200);
    }

    @Test
    void pages_and_their_connections_stay_below_the_context_path() throws Exception {
        BrowserScript.run("path", at(""));
    }

    @Test
    void a_session_of_long_polling_leaves_no_cookie_outside_of_the_context_path() throws Exception {
        HttpResponse<String> opened = get("socket.io/?EIO=4&transport=polling");

        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.headers().allValues("Set-Cookie")).allMatch(cookie -> cookie.contains("Path=/parley"));
    }

    @Test
    void a_socket_io_client_connects_with_the_context_path_before_its_own() throws Exception {
        CompletableFuture<Object> connected = new CompletableFuture<>();
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setPath("/parley/socket.io/")
                .build();
        Socket socket = IO.socket(at("").resolve("/chat"), options);
        socket.on(Socket.EVENT_CONNECT, args -> connected.complete(socket.id()));
        try {
            socket.connect();

            assertThat(connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        } finally {
            socket.disconnect();
        }
    }

    @Test
    void a_plain_websocket_gets_an_answer() throws Exception {
        String address = at("chat").toString().replace("http:", "ws:");
        try (TestWebSocket socket = TestWebSocket.open(URI.create(address))) {
            socket.send("");
            assertThat(socket.text()).startsWith("[系统]");
        }
    }
}
