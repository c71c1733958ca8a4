package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandshakesTest {
    private static final String QUERY = "EIO=4&transport=websocket&token=t0ken&token=t1ken";

    /** As a container gives it: strings of this request's own. */
    private static Handshake handshake(Map<String, List<String>> headers) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                HandshakesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getHeaderNames" -> Collections.enumeration(copies(headers.keySet()));
                    case "getHeaders" ->
                        Collections.enumeration(copies(headers.getOrDefault((String) args[0], List.of())));
                    case "getQueryString" -> QUERY;
                    case "getRequestURI" -> "/parley/socket.io/";
                    case "getRemoteAddr" -> "192.0.2.1";
                    case "isSecure" -> true;
                    case "getUserPrincipal" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return Handshakes.of(request);
    }

    private static List<String> copies(Iterable<String> strings) {
        return Arrays.stream(String.join("\n", strings).split("\n", -1)).toList();
    }

    @Test
    void a_session_keeps_what_its_request_said() {
        Handshake handshake = handshake(
                Map.of("User-Agent", List.of("Browser/1"), "Cookie", List.of("id=1"), "X-Other", List.of("a", "b")));

        assertThat(handshake.headers())
                .containsOnly(
                        Map.entry("user-agent", List.of("Browser/1")),
                        Map.entry("cookie", List.of("id=1")),
                        Map.entry("x-other", List.of("a", "b")));
        assertThat(handshake.query())
                .containsOnly(
                        Map.entry("EIO", List.of("4")),
                        Map.entry("transport", List.of("websocket")),
                        Map.entry("token", List.of("t0ken", "t1ken")));
        assertThat(handshake.path()).isEqualTo("/parley/socket.io/");
        assertThat(handshake.remoteAddress()).isEqualTo("192.0.2.1");
        assertThat(handshake.secure()).isTrue();
        assertThat(handshake.principal()).isNull();
    }

    @Test
    void what_clients_say_alike_is_kept_once_and_what_may_be_a_secret_with_its_client_alone() {
        Map<String, List<String>> headers = Map.of(
                "User-Agent", List.of("Browser/1"), "Cookie", List.of("id=1"), "Authorization", List.of("s3cret"));
        Handshake first = handshake(headers);
        Handshake second = handshake(headers);

        assertThat(second.headers().get("user-agent")).isSameAs(first.headers().get("user-agent"));
        assertThat(second.query().get("transport")).isSameAs(first.query().get("transport"));
        for (String secret : List.of("cookie", "authorization")) {
            assertThat(second.header(secret).orElseThrow())
                    .isNotSameAs(first.header(secret).orElseThrow());
            assertThat(name(second.headers(), secret)).isSameAs(name(first.headers(), secret));
        }
        assertThat(second.queryParam("token").orElseThrow())
                .isNotSameAs(first.queryParam("token").orElseThrow());
    }

    private static String name(Map<String, List<String>> of, String equal) {
        return of.keySet().stream().filter(equal::equals).findFirst().orElseThrow();
    }
}
