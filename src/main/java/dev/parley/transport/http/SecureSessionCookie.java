package dev.parley.transport.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cookie of the server's own login to TLS once TLS has brought it. Servers set it when they make the session, and know
 * nothing then of a proxy that ends TLS, and not all look at their own; so the answer to the first request that brings it over
 * TLS sets it once more, with {@code Secure} (RFC 6265, section 5.2.5). Stands behind {@link ForwardedAddresses}.
 */
public final class SecureSessionCookie extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String SECURED = SecureSessionCookie.class.getName();
    private static final String USUAL_NAME = "JSESSIONID"; // Servlet 6.0, section 7.1.1

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.isSecure() && request.isRequestedSessionIdFromCookie() && request.isRequestedSessionIdValid()) {
            secure(request, response);
        }
        chain.doFilter(request, response);
    }

    private static void secure(HttpServletRequest request, HttpServletResponse response) {
        ServletContext context = request.getServletContext();
        SessionCookieConfig config = context.getSessionCookieConfig();
        String name = config.getName() == null ? USUAL_NAME : config.getName();
        Optional<String> value = value(request, name);
        if (value.isPresent() && isFirst(value.get(), request.getSession(false))) {
            response.addCookie(cookie(name, value.get(), config, context.getContextPath()));
            response.setHeader("Cache-Control", "no-store"); // a cookie does not keep a cache from giving it to others
        }
    }

    /** A server may give the session another id, and with it another cookie, when it knows whose it is. */
    private static boolean isFirst(String value, @Nullable HttpSession session) {
        try {
            if (session == null || value.equals(session.getAttribute(SECURED))) {
                return false;
            }
            session.setAttribute(SECURED, value);
            return true;
        } catch (IllegalStateException e) {
            return false; // logged out meanwhile
        }
    }

    /** That of the session's cookie, where a server may have put its own name before or behind the id. */
    private static Optional<String> value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> value.contains(request.getRequestedSessionId()))
                .findFirst();
    }

    private static Cookie cookie(String name, String value, SessionCookieConfig config, String context) {
        Cookie cookie = new Cookie(name, value);
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", config.getAttribute("SameSite"));
        cookie.setMaxAge(config.getMaxAge());
        cookie.setPath(path(config.getPath(), context));
        if (config.getDomain() != null) {
            cookie.setDomain(config.getDomain());
        }
        return cookie;
    }

    private static String path(@Nullable String configured, String context) {
        if (configured != null) {
            return configured;
        }
        return context.isEmpty() ? "/" : context;
    }
}
