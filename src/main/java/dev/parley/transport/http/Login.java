package dev.parley.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Whom the container has authenticated, with the HTTP session of the login: connections outlive the request, not the login. */
public final class Login implements Principal {
    private final Principal principal;
    private final @Nullable HttpSession session;

    private Login(Principal principal, @Nullable HttpSession session) {
        this.principal = principal;
        this.session = session;
    }

    /** The login behind a request, or null for nobody. */
    public static @Nullable Login of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : new Login(principal, request.getSession(false));
    }

    @Override
    public String getName() {
        return principal.getName();
    }

    /** The principal as the container gave it. */
    public Principal principal() {
        return principal;
    }

    /** Whether the session has ended, by logout or because it was not used. False for a login without a session. */
    public boolean isOver() {
        if (session == null) {
            return false;
        }
        try {
            long unusedMillis = System.currentTimeMillis() - session.getLastAccessedTime();
            int mostSeconds = session.getMaxInactiveInterval(); // 0 and less: for ever
            return mostSeconds > 0 && unusedMillis > mostSeconds * 1_000L;
        } catch (IllegalStateException e) {
            return true; // invalidated
        }
    }

    @Override
    public String toString() {
        return principal.getName();
    }
}
