package dev.parley.streams;

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

/** Checks who comes to {@link EchoEndpoint}, before the container answers the handshake. */
public final class EchoHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EchoConnections connections;
    private final transient Handshake.OriginCheck origins;

    public EchoHandshakeFilter(EchoConnections connections, Handshake.OriginCheck origins) {
        this.connections = connections;
        this.origins = origins;
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
        } else if (connections.isFull()) {
            response.setHeader("Retry-After", "1");
            ClockServlet.Problem.send(
                    response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many clients use the echo");
        } else {
            open(request, response, chain);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ConnectionPrincipal principal =
                new ConnectionPrincipal(Handshakes.of(request), new EchoConnection(connections));
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
