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
    /** Those whose values many clients have in common. Other values may be secrets, which nothing shall keep longer than their client. */
    private static final Set<String> ALIKE_HEADERS = Set.of(
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
            "sec-ch-ua",
            "sec-ch-ua-mobile",
            "sec-ch-ua-platform",
            "sec-fetch-dest",
            "sec-fetch-mode",
            "sec-fetch-site",
            "sec-gpc",
            "sec-websocket-extensions",
            "sec-websocket-version",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-requested-with");

    /** Those of Engine.IO that clients have in common; of others even the name may be a secret ({@code ?token}). */
    private static final Set<String> ALIKE_PARAMETERS = Set.of("EIO", "transport");

    private static final SharedStrings SHARED = new SharedStrings();

    private Handshakes() {}

    public static Handshake of(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String given : Collections.list(request.getHeaderNames())) {
            String name = given.toLowerCase(Locale.ROOT);
            List<String> values = Collections.list(request.getHeaders(given));
            headers.put(SHARED.share(name), ALIKE_HEADERS.contains(name) ? shared(values) : List.copyOf(values));
        }
        Map<String, List<String>> query = new HashMap<>();
        QueryString.parse(request.getQueryString()).forEach((name, values) -> {
            boolean alike = ALIKE_PARAMETERS.contains(name);
            query.put(alike ? SHARED.share(name) : name, alike ? shared(values) : List.copyOf(values));
        });
        return new Handshake(
                headers,
                query,
                request.getRequestURI(),
                request.getRemoteAddr(),
                Login.of(request),
                request.isSecure(),
                Instant.now());
    }

    private static List<String> shared(List<String> values) {
        return values.size() == 1 ? SHARED.shareAsList(values.get(0)) : List.copyOf(values);
    }
}
