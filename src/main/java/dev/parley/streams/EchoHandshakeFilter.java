package dev.parley.streams;

import dev.parley.settings.Settings;
import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.Handshakes;
import dev.parley.transport.upgrade.WebSocketUpgrade;
import dev.parley.wire.websocket.Handshake;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks who comes to {@link EchoEndpoint}, before the container answers the handshake. */
public final class EchoHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Settings.Streams settings;
    private final transient Handshake.OriginCheck origins;
    private final transient Executor blocking;
    private final transient AtomicInteger places;

    /** @param blocking runs the closing of connections, which may wait for a client that does not read */
    public EchoHandshakeFilter(Settings.Streams settings, Handshake.OriginCheck origins, Executor blocking) {
        this.settings = settings;
        this.origins = origins;
        this.blocking = blocking;
        this.places = new AtomicInteger(settings.maxSockets());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!WebSocketUpgrade.isAskedFor(request)) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            ClockServlet.Problem.send(response, 426, "This address speaks WebSocket only");
        } else if (!origins.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            ClockServlet.Problem.send(
                    response, HttpServletResponse.SC_FORBIDDEN, "Pages of this origin may not use the echo");
        } else if (places.get() <= 0) {
            response.setHeader("Retry-After", "1");
            ClockServlet.Problem.send(
                    response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many clients use the echo");
        } else {
            open(request, response, chain);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ConnectionPrincipal principal = new ConnectionPrincipal(
                Handshakes.of(request),
                new EchoConnection(places, settings.maxMessage(), settings.outboxBytes(), blocking));
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return principal;
                    }
                },
                response);
    }
}
