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
 * Keeps the cookie of the server's own login to this site, and to TLS once TLS has brought it. Servers set it when they make the
 * session, and know nothing then of a proxy that ends TLS, and not all look at their own; and Payara leaves out {@code SameSite}.
 * So the answer to the first request that brings it sets it once more where something may be missing, over TLS with {@code Secure}
 * (RFC 6265, section 5.2.5). Stands behind {@link ForwardedAddresses}.
 */
public final class SessionCookie extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String AMENDED = SessionCookie.class.getName();
    private static final String USUAL_NAME = "JSESSIONID"; // Servlet 6.0, section 7.1.1

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean incomplete = request.isSecure() || PayaraUpgrades.isPayara(request);
        if (incomplete && request.isRequestedSessionIdFromCookie() && request.isRequestedSessionIdValid()) {
            amend(request, response);
        }
        chain.doFilter(request, response);
    }

    private static void amend(HttpServletRequest request, HttpServletResponse response) {
        ServletContext context = request.getServletContext();
        SessionCookieConfig config = context.getSessionCookieConfig();
        String name = config.getName() == null ? USUAL_NAME : config.getName();
        Optional<String> value = value(request, name);
        if (value.isPresent() && isFirst(request, value.get())) {
            response.addCookie(cookie(name, value.get(), config, request));
            response.setHeader("Cache-Control", "no-store"); // a cookie does not keep a cache from giving it to others
        }
    }

    /** A server may give the session another id, and with it another cookie, when it knows whose it is. */
    private static boolean isFirst(HttpServletRequest request, String value) {
        HttpSession session = request.getSession(false);
        String amended = value + (request.isSecure() ? "; Secure" : "");
        try {
            if (session == null || amended.equals(session.getAttribute(AMENDED))) {
                return false;
            }
            session.setAttribute(AMENDED, amended);
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

    private static Cookie cookie(String name, String value, SessionCookieConfig config, HttpServletRequest request) {
        Cookie cookie = new Cookie(name, value);
        cookie.setSecure(request.isSecure() || config.isSecure());
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", config.getAttribute("SameSite"));
        cookie.setMaxAge(config.getMaxAge());
        cookie.setPath(path(config.getPath(), request.getServletContext().getContextPath()));
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
