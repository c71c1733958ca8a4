package dev.parley.transport.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What every answer tells the browser about what it may do with it, and the one method that nobody has a use for: TRACE
 * repeats a request with its cookies. An answer that needs another policy, as the endless page of the clock does, sets its
 * own after this.
 */
public final class SecurityHeaders extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /**
     * Scripts, styles and connections from here alone, nothing inline; Chromium, Firefox and Safari count ws: and wss: of the
     * same host as {@code 'self'} (Content Security Policy Level 3, section 6.7.2.8). Images beside that from what a page
     * makes itself.
     */
    static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private static final String PERMISSIONS =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Content-Security-Policy", CONTENT_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", PERMISSIONS);
        if (request.getMethod().equals("TRACE")) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        chain.doFilter(request, response);
    }
}
