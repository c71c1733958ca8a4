package dev.parley.streams;

import dev.parley.engine.Crowded;
import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import dev.parley.transport.http.ConnectionPrincipal;
import dev.parley.transport.http.Handshakes;
import dev.parley.transport.http.Problem;
import dev.parley.transport.http.SessionCloser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the pages of other origins, checks the handshake of a WebSocket to the clock before the container answers it, so
 * that a bad one gets an HTTP error, and hands the {@link ClockConnection} to the endpoint.
 */
public final class ClockHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Ticker ticker;
    private final transient Settings.Streams settings;
    private final transient StreamCounters counters;
    private final transient BiPredicate<@Nullable String, @Nullable String> origins;
    private final transient SessionCloser closer;

    /** @param origins whether a page of an origin may talk to the server of a Host */
    public ClockHandshakeFilter(
            Ticker ticker,
            Settings.Streams settings,
            StreamCounters counters,
            BiPredicate<@Nullable String, @Nullable String> origins,
            SessionCloser closer) {
        this.ticker = ticker;
        this.settings = settings;
        this.counters = counters;
        this.origins = origins;
        this.closer = closer;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!origins.test(request.getHeader("Origin"), request.getHeader("Host"))) {
            Problem.send(response, HttpServletResponse.SC_FORBIDDEN, "Pages of this origin may not use the clock");
        } else if (!ClockRequest.isWebSocket(request)) {
            chain.doFilter(request, response);
        } else {
            Crowded crowded = ticker.crowded(request.getRemoteAddr());
            if (crowded == null) {
                open(request, response, chain);
            } else {
                Problem.crowded(response, crowded, ClockRequest.WHAT_CLIENTS_DO, 1);
            }
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ClockRequest clock;
        try {
            clock = ClockRequest.of(request, settings);
        } catch (BadClockRequestException e) {
            Problem.send(response, e.status(), e.detail());
            return;
        }
        ConnectionPrincipal principal = new ConnectionPrincipal(
                Handshakes.of(request), new ClockConnection(ticker, settings, counters, clock, closer));
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
