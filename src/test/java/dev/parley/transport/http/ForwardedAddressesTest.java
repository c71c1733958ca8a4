package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.settings.Network;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedAddressesTest {
    private static final ForwardedAddresses FILTER = new ForwardedAddresses(List.of(
            Network.parse("10.0.0.0/8").orElseThrow(), Network.parse("::1").orElseThrow()));

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "10.0.0.1, 203.0.113.9, 203.0.113.9",
                "10.0.0.1, '198.51.100.1, 203.0.113.9', 203.0.113.9",
                "10.0.0.1, '203.0.113.9, 10.0.0.7', 203.0.113.9",
                "10.0.0.1, '203.0.113.9, unknown, 10.0.0.7', 10.0.0.7",
                "10.0.0.1, none, 10.0.0.1",
                "::1, 2001:db8::7, 2001:db8:0:0:0:0:0:7",
                "203.0.113.9, 198.51.100.1, 203.0.113.9"
            })
    void the_client_is_the_nearest_address_that_is_no_proxy(String peer, String header, String client)
            throws Exception {
        assertThat(seen(peer, header, "http").getRemoteAddr()).isEqualTo(client);
    }

    @Test
    void only_a_proxy_is_believed_about_tls() throws Exception {
        assertThat(seen("10.0.0.1", "203.0.113.9", "https").isSecure()).isTrue();
        assertThat(seen("10.0.0.1", "203.0.113.9", "http").isSecure()).isFalse();
        assertThat(seen("203.0.113.9", "203.0.113.9", "https").isSecure()).isFalse();
    }

    /** The request that comes out of the filter. */
    private static HttpServletRequest seen(String peer, String forwardedFor, String scheme) throws Exception {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                ForwardedAddressesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "isSecure" -> false;
                    case "getHeader" -> scheme;
                    case "getHeaders" ->
                        Collections.enumeration(forwardedFor == null ? List.of() : List.of(forwardedFor));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                ForwardedAddressesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, args) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        AtomicReference<HttpServletRequest> seen = new AtomicReference<>();
        FILTER.doFilter(request, response, (passed, answer) -> seen.set((HttpServletRequest) passed));
        return Objects.requireNonNull(seen.get());
    }
}
