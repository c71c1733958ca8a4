package dev.parley.transport.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may talk to the server. A request without {@code Origin} does not come from another site's page and is
 * allowed; {@code null} never is, unless every origin is.
 */
public final class OriginPolicy {
    private final boolean everyone;
    private final Set<String> allowed;

    /** @param allowed origins such as {@code https://chat.example}, or {@code *} for every origin */
    public OriginPolicy(List<String> allowed) {
        this.everyone = allowed.contains("*");
        this.allowed = allowed.stream().map(OriginPolicy::normalize).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether pages of every origin may use the server. */
    public boolean allowsEveryone() {
        return everyone;
    }

    /**
     * Whether a page of that origin may use the server.
     *
     * @param origin the request's {@code Origin} header
     * @param host the request's {@code Host} header: the server's own authority as the client sees it
     */
    public boolean allows(@Nullable String origin, @Nullable String host) {
        return origin == null || everyone || allowed.contains(normalize(origin)) || isOwn(origin, host);
    }

    /**
     * Whose page a request comes from: the origin in one spelling, or empty for the server's own pages and for what is no page.
     */
    public String site(@Nullable String origin, @Nullable String host) {
        return origin == null || isOwn(origin, host) ? "" : normalize(origin);
    }

    /** Behind a proxy that ends TLS the schemes differ, so the own origin is recognised by its authority. */
    private static boolean isOwn(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI uri = URI.create(origin);
            String scheme = uri.getScheme();
            return uri.getRawAuthority() != null
                    && ("http".equals(scheme) || "https".equals(scheme))
                    && withoutDefaultPort(uri.getRawAuthority(), scheme).equals(withoutDefaultPort(host, scheme));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withoutDefaultPort(String authority, String scheme) {
        String port = scheme.equals("https") ? ":443" : ":80";
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }

    private static String normalize(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
