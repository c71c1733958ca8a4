package dev.parley.wire.websocket;

import java.util.List;
import java.util.Map;

/**
 * The opening request as HTTP read it.
 *
 * @param method as it was sent, such as {@code GET}
 * @param protocol such as {@code HTTP/1.1}
 * @param headers by name in lower case, with all the values in their order
 */
public record HandshakeRequest(String method, String protocol, Map<String, List<String>> headers) {
    List<String> values(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
