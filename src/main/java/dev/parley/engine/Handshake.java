package dev.parley.engine;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client from the request that opened its session. Immutable.
 *
 * @param headers by lower-case name, since servers differ in the case they report
 * @param query decoded parameters of the request's query string
 * @param path of the request, with the context path
 * @param principal whom the container authenticated
 * @param secure whether the request came over TLS
 */
public record Handshake(
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        String path,
        String remoteAddress,
        @Nullable Principal principal,
        boolean secure,
        Instant issued) {

    public Handshake {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /** The first header of that name in lower case. */
    public Optional<String> header(String name) {
        return first(headers, name);
    }

    /** The first query parameter of that name. */
    public Optional<String> queryParam(String name) {
        return first(query, name);
    }

    private static Optional<String> first(Map<String, List<String>> from, String name) {
        return from.getOrDefault(name, List.of()).stream().findFirst();
    }
}
