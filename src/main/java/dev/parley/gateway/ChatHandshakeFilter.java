package dev.parley.gateway;

import dev.parley.engine.Crowded;
import dev.parley.engine.Handshake;
import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.Handshakes;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * Checks the handshake of a WebSocket to the chat before the container answers it, so that a bad one gets an HTTP error, and
 * hands the {@link LineConnection} to the endpoint.
 */
public final class ChatHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int RETRY_SECONDS = 10;

    private final transient LineConnections connections;
    private final transient OriginPolicy origins;

    public ChatHandshakeFilter(LineConnections connections, OriginPolicy origins) {
        this.connections = connections;
        this.origins = origins;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            chain.doFilter(request, response);
            return;
        }
        if (!origins.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            Problem.send(response, HttpServletResponse.SC_FORBIDDEN, "Pages of this origin may not use the chat");
            return;
        }
        Crowded crowded = connections.places().crowded(request.getRemoteAddr());
        if (crowded != null) {
            Problem.crowded(response, crowded, "are in the chat", RETRY_SECONDS);
        } else {
            Handshake handshake = Handshakes.of(request);
            ConnectionPrincipal principal = new ConnectionPrincipal(
                    handshake, new LineConnection(connections, handshake.remoteAddress(), handshake.principal()));
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
}
