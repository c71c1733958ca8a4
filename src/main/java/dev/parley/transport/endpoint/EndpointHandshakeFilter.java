package dev.parley.transport.endpoint;

import dev.parley.engine.EngineServer;
import dev.parley.engine.Handshake;
import dev.parley.metrics.Tally;
import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.EngineAnswers;
import dev.parley.transport.http.EngineError;
import dev.parley.transport.http.EngineRequest;
import dev.parley.transport.http.Handshakes;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.SessionCloser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * Checks a WebSocket handshake before the container answers it, so that a bad one gets the protocol's HTTP error, and hands
 * the {@link EndpointConnection} to the endpoint. Mapped to the Engine.IO path.
 */
public final class EndpointHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EngineServer server;
    private final transient OriginPolicy origins;
    private final transient EngineAnswers answers;
    private final transient SessionCloser closer;
    private final transient Tally crossed;

    /** @param crossed counts limits that connections cross */
    public EndpointHandshakeFilter(EngineServer server, OriginPolicy origins, SessionCloser closer, Tally crossed) {
        this.server = server;
        this.origins = origins;
        this.answers = new EngineAnswers(origins);
        this.closer = closer;
        this.crossed = crossed;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            chain.doFilter(request, response);
            return;
        }
        Handshake handshake = Handshakes.of(request);
        EngineError error = EngineRequest.check(server, origins, handshake, request.getMethod(), true)
                .error();
        if (error != null) {
            answers.prepare(request, response);
            answers.fail(response, error);
            return;
        }
        EndpointConnection connection = new EndpointConnection(server, handshake, closer, crossed);
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return new ConnectionPrincipal(handshake, connection);
                    }
                },
                response);
    }
}
