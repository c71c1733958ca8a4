package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.OpenPacket;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server tells browsers about its answers, and whom it answers at all. */
@Tag("server")
class SecurityIT extends ParleyIT {
    private static final String FOREIGN = "https://evil.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index.html",
                "lab/",
                "embed/",
                "embed.js",
                "css/base.css",
                "app/main.js",
                "socket.io/socket.io.js",
                "socket.io/?EIO=4&transport=polling",
                "socket.io/?EIO=3&transport=polling",
                "api/rooms/lobby/messages",
                "clock",
                "health",
                "nothing/here"
            })
    void every_answer_tells_the_browser_what_it_may_do_with_it(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "object-src 'none'")
                .endsWith("; frame-ancestors 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
        assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
        assertThat(answer.headers().firstValue("Server").orElse("")).doesNotContainPattern("[0-9]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io/?EIO=4&transport=websocket", "chat", "clock", "echo", "raw", "inspect"})
    void a_page_of_another_origin_opens_no_websocket_and_is_told_what_it_may_do_with_the_answer(String path)
            throws Exception {
        for (String origin : new String[] {FOREIGN, "null"}) {
            try (RawConnection client = new RawConnection(at(path))) {
                RawConnection.Answer answer = client.handshake("Origin: " + origin);

                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.headers()).containsKeys("content-security-policy", "referrer-policy");
                assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
            }
        }
    }

    @Test
    void only_the_endless_page_may_have_scripts_inside_and_nothing_else() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("clock"))
                .header("Accept", "text/html")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        String policy = HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse("");
        assertThat(policy).contains("default-src 'none'", "frame-ancestors 'self'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing/here", "WEB-INF/web.xml", "META-INF/context.xml", "error", "socket.io/nothing.js"})
    void an_error_tells_nothing_of_the_server(String path) throws Exception {
        for (String accept : new String[] {"text/html", "*/*"}) {
            HttpResponse<String> answer = get(path, "Accept", accept);

            assertThat(answer.statusCode()).isBetween(400, 404);
            assertThat(answer.body()).doesNotContainIgnoringCase("tomcat", "payara", "wildfly", "undertow", "\tat ");
        }
    }

    @Test
    void an_error_is_a_page_for_a_browser_and_a_problem_for_a_program() throws Exception {
        HttpResponse<String> page = get("nothing/here", "Accept", "text/html,*/*");
        HttpResponse<String> problem = get("nothing/here", "Accept", "application/json");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>404</h1>", "href=\"/\"");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(problem.body().strip()).isEqualTo("{\"status\":404}");
    }

    @Test
    void trace_is_refused() throws Exception {
        String answer = send("TRACE / HTTP/1.1\r\nHost: localhost\r\nX-Secret: told\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405").doesNotContain("told");
    }

    @Test
    void a_page_of_another_origin_can_neither_open_a_session_nor_read_nor_write() throws Exception {
        for (String origin : new String[] {FOREIGN, "null", "http://localhost.evil.example"}) {
            assertThat(get("socket.io/?EIO=4&transport=polling", "Origin", origin)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(get("socket.io/?EIO=4&transport=websocket", "Origin", origin)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(get("api/rooms/lobby/messages", "Origin", origin).statusCode())
                    .isEqualTo(403);
            assertThat(clockStream(origin)).isEqualTo(403);
            assertThat(exchange("OPTIONS", "socket.io/?EIO=4&transport=polling", origin))
                    .isEqualTo(403);
            assertThat(exchange("OPTIONS", "api/rooms/lobby/messages", origin)).isEqualTo(403);
            assertThat(exchange("OPTIONS", "files/1", origin)).isEqualTo(403);
            String opened = get("socket.io/?EIO=4&transport=polling").body();
            String sid = OpenPacket.sid(opened).orElseThrow();
            assertThat(exchange("POST", "socket.io/?EIO=4&transport=polling&sid=" + sid, origin))
                    .isEqualTo(403);
        }
    }

    private int clockStream(String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("clock"))
                .header("Accept", "text/event-stream")
                .header("Origin", origin)
                .build();
        HttpResponse<java.io.InputStream> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private int exchange(String method, String path, String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at(path))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method(method, HttpRequest.BodyPublishers.ofString("40"))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** A request that no client sends by itself. */
    private String send(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at("").getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
