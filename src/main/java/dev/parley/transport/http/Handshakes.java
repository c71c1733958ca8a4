package dev.parley.transport.http;

import dev.parley.engine.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes from a servlet request what a session keeps of it: copies, since containers reuse their requests. */
public final class Handshakes {
    private Handshakes() {}

    public static Handshake of(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(Collections.list(request.getHeaders(name))));
        }
        return new Handshake(
                headers,
                QueryString.parse(request.getQueryString()),
                request.getRequestURI(),
                request.getRemoteAddr(),
                Login.of(request),
                request.isSecure(),
                Instant.now());
    }
}
