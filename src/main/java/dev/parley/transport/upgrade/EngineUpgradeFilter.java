package dev.parley.transport.upgrade;

import dev.parley.engine.EngineServer;
import dev.parley.settings.Settings;
import dev.parley.transport.http.EngineAnswers;
import dev.parley.transport.http.EngineError;
import dev.parley.transport.http.EngineRequest;
import dev.parley.transport.http.Handshakes;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.wire.websocket.Handshake;
import dev.parley.wire.websocket.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Takes the WebSocket handshakes out of what comes to the Engine.IO path: a bad one gets the protocol's HTTP error, or that of
 * RFC 6455; a good one becomes a connection. Everything else goes on to the long-polling servlet.
 */
public final class EngineUpgradeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EngineServer server;
    private final transient OriginPolicy origins;
    private final transient EngineAnswers answers;
    private final transient Handshake handshake;
    private final transient WebSocketUpgrade upgrade;

    public EngineUpgradeFilter(
            EngineServer server, OriginPolicy origins, Settings.WebSocket settings, OpenConnections connections) {
        Settings.Engine engine = server.settings();
        this.server = server;
        this.origins = origins;
        this.answers = new EngineAnswers(origins);
        // Engine.IO has no subprotocol, and like the original's its server declines compression.
        this.handshake = new Handshake(List.of(), origins::allows, null);
        this.upgrade = new WebSocketUpgrade(
                connections,
                new Limits(
                        engine.maxPayload(),
                        settings.maxFragments(),
                        settings.messageTimeout(),
                        settings.closingTimeout()),
                engine.outboxBytes(),
                engine.sendTimeout());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!WebSocketUpgrade.isAskedFor(request)) {
            chain.doFilter(request, response);
            return;
        }
        dev.parley.engine.Handshake opening = Handshakes.of(request);
        EngineError error = EngineRequest.check(server, origins, opening, request.getMethod(), true)
                .error();
        if (error != null) {
            answers.prepare(request, response);
            answers.fail(response, error);
        } else {
            upgrade.answer(
                    request, response, handshake, (target, asked, accepted) -> new UpgradeCarrier(server, opening));
        }
    }
}
