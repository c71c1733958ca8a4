package dev.parley.transport.http;

import dev.parley.engine.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes from a servlet request what a session keeps of it: copies, since containers reuse their requests. */
public final class Handshakes {
    /**
     * Headers and parameters whose values many clients have in common. What others say may be a secret, which nothing shall
     * keep for longer than its client is there, or is different for each client.
     */
    private static final Set<String> ALIKE = Set.of(
            "host",
            "origin",
            "connection",
            "upgrade",
            "user-agent",
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "pragma",
            "dnt",
            "priority",
            "sec-fetch-dest",
            "sec-fetch-mode",
            "sec-fetch-site",
            "sec-gpc",
            "sec-websocket-extensions",
            "sec-websocket-version",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port",
            "EIO",
            "transport");

    private static final SharedStrings SHARED = new SharedStrings();

    private Handshakes() {}

    public static Handshake of(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            put(headers, name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        Map<String, List<String>> query = new HashMap<>();
        QueryString.parse(request.getQueryString()).forEach((name, values) -> put(query, name, values));
        return new Handshake(
                headers,
                query,
                request.getRequestURI(),
                request.getRemoteAddr(),
                Login.of(request),
                request.isSecure(),
                Instant.now());
    }

    private static void put(Map<String, List<String>> of, String name, List<String> values) {
        boolean alike = values.size() == 1 && ALIKE.contains(name);
        of.put(SHARED.share(name), alike ? SHARED.shareAlone(values.get(0)) : List.copyOf(values));
    }
}
