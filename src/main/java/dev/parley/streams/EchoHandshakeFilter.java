package dev.parley.streams;

import dev.parley.engine.Crowded;
import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.Handshakes;
import dev.parley.transport.http.Problem;
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
import java.util.List;

/** Checks who comes to {@link EchoEndpoint}, before the container answers the handshake. */
public final class EchoHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EchoConnections connections;
    private final transient Handshake handshake;

    public EchoHandshakeFilter(EchoConnections connections, Handshake.OriginCheck origins) {
        this.connections = connections;
        this.handshake = new Handshake(List.of(), origins, null);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (WebSocketUpgrade.refuse(request, response, handshake)) {
            return;
        }
        Crowded crowded = connections.places().crowded(request.getRemoteAddr());
        if (crowded == null) {
            open(request, response, chain);
        } else {
            Problem.crowded(response, crowded, "use the echo", 1);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ConnectionPrincipal principal = new ConnectionPrincipal(
                Handshakes.of(request), new EchoConnection(connections, request.getRemoteAddr()));
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
