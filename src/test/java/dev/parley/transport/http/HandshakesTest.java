package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HandshakesTest {
    /** As a container gives it: strings of this request's own. */
    private static Handshake handshake(Map<String, List<String>> headers, String query) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                HandshakesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getHeaderNames" -> Collections.enumeration(copies(headers.keySet()));
                    case "getHeaders" ->
                        Collections.enumeration(copies(Objects.requireNonNull(headers.get((String) args[0]))));
                    case "getQueryString" -> query;
                    case "getRequestURI" -> "/parley/socket.io/";
                    case "getRemoteAddr" -> "192.0.2.1";
                    case "isSecure" -> true;
                    case "getUserPrincipal" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return Handshakes.of(request);
    }

    private static List<String> copies(Collection<String> strings) {
        return strings.stream().map(each -> new String(each.toCharArray())).toList();
    }

    @Test
    void a_session_keeps_what_its_request_said() {
        Handshake handshake = handshake(
                Map.of(
                        "User-Agent", List.of("Browser/1"),
                        "Cookie", List.of("id=1"),
                        "Accept-Language", List.of("zh", "en"),
                        "Accept", List.of()),
                "EIO=4&transport=websocket&token=a&token=b&EIO=3");

        assertThat(handshake.headers())
                .containsOnly(
                        Map.entry("user-agent", List.of("Browser/1")),
                        Map.entry("cookie", List.of("id=1")),
                        Map.entry("accept-language", List.of("zh", "en")),
                        Map.entry("accept", List.of()));
        assertThat(handshake.query())
                .containsOnly(
                        Map.entry("EIO", List.of("4", "3")),
                        Map.entry("transport", List.of("websocket")),
                        Map.entry("token", List.of("a", "b")));
        assertThat(handshake.path()).isEqualTo("/parley/socket.io/");
        assertThat(handshake.remoteAddress()).isEqualTo("192.0.2.1");
        assertThat(handshake.secure()).isTrue();
        assertThat(handshake.principal()).isNull();
    }

    @Test
    void what_clients_say_alike_is_kept_once() {
        Handshake first = handshake(Map.of("User-Agent", List.of("Browser/1")), "transport=websocket");
        Handshake second = handshake(Map.of("User-Agent", List.of("Browser/1")), "transport=websocket");

        assertThat(keptName(second.headers(), "user-agent")).isSameAs(keptName(first.headers(), "user-agent"));
        assertThat(second.headers().get("user-agent")).isSameAs(first.headers().get("user-agent"));
        assertThat(keptName(second.query(), "transport")).isSameAs(keptName(first.query(), "transport"));
        assertThat(second.query().get("transport")).isSameAs(first.query().get("transport"));
    }

    @Test
    void what_may_be_a_secret_is_kept_with_its_client_alone() {
        Map<String, List<String>> headers = Map.of("Cookie", List.of("id=1"), "Authorization", List.of("s3cret"));
        Handshake first = handshake(headers, "accept=s3cret&t0ken");
        Handshake second = handshake(headers, "accept=s3cret&t0ken");

        for (String name : List.of("cookie", "authorization")) {
            assertThat(second.header(name).orElseThrow())
                    .isNotSameAs(first.header(name).orElseThrow());
        }
        assertThat(second.queryParam("accept").orElseThrow())
                .isNotSameAs(first.queryParam("accept").orElseThrow());
        assertThat(keptName(second.query(), "t0ken")).isNotSameAs(keptName(first.query(), "t0ken"));
    }

    private static String keptName(Map<String, List<String>> kept, String equal) {
        return kept.keySet().stream().filter(equal::equals).findFirst().orElseThrow();
    }
}
