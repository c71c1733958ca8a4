package dev.parley.transport.upgrade;

import dev.parley.engine.Crowded;
import dev.parley.transport.http.PayaraUpgrades;
import dev.parley.transport.http.Problem;
import dev.parley.wire.websocket.Handshake;
import dev.parley.wire.websocket.HandshakeAnswer;
import dev.parley.wire.websocket.HandshakeRequest;
import dev.parley.wire.websocket.Limits;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers opening requests: with an HTTP error, or with 101 and a {@link WebSocketConnection}. Immutable. */
public final class WebSocketUpgrade {
    /** Makes the handler of a connection that is accepted. */
    @FunctionalInterface
    public interface HandlerFactory {
        /** @param target path and query of the request */
        ConnectionHandler handle(String target, HandshakeRequest request, HandshakeAnswer.Accepted answer);
    }

    private static final Logger LOG = System.getLogger("dev.parley.transport.upgrade");

    private final OpenConnections connections;
    private final Limits limits;
    private final int maxPending;
    private final long sendNanos;

    /**
     * @param maxPending bytes that may wait for one client, unless they are one message
     * @param sendTimeout how long a client may let one message wait
     */
    public WebSocketUpgrade(OpenConnections connections, Limits limits, int maxPending, Duration sendTimeout) {
        this.connections = connections;
        this.limits = limits;
        this.maxPending = maxPending;
        this.sendNanos = sendTimeout.toNanos();
    }

    /** Whether the container can hand a connection over; where it cannot, {@link #answer} refuses every request with 501. */
    public static boolean worksOn(ServletContext context) {
        return Containers.handOver(context);
    }

    /** Whether a request asks for a WebSocket at all. */
    public static boolean isAskedFor(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /**
     * Checks a request that the container's own WebSocket is to answer, which would refuse it less clearly.
     *
     * @return whether it was refused; else it is the container's
     */
    public static boolean refuse(HttpServletRequest request, HttpServletResponse response, Handshake handshake)
            throws IOException {
        HandshakeAnswer answer = handshake.answer(handshakeOf(request));
        if (answer instanceof HandshakeAnswer.Refused refused) {
            refuse(request, response, refused);
            return true;
        }
        return false;
    }

    /** Answers a request. Nothing of the request is read but its head, and nothing of it is kept. */
    public void answer(
            HttpServletRequest request, HttpServletResponse response, Handshake handshake, HandlerFactory handlers)
            throws IOException, ServletException {
        HandshakeRequest asked = handshakeOf(request);
        HandshakeAnswer answer = handshake.answer(asked);
        if (answer instanceof HandshakeAnswer.Refused refused) {
            refuse(request, response, refused);
        } else if (!worksOn(request.getServletContext())) {
            refuse(
                    request,
                    response,
                    new HandshakeAnswer.Refused(501, Map.of(), "this server hands over no connection", "10.4"));
        } else if (answer instanceof HandshakeAnswer.Accepted accepted) {
            Crowded crowded = connections.reserve(request.getRemoteAddr());
            if (crowded == null) {
                accept(request, response, accepted, handlers.handle(target(request), asked, accepted));
            } else {
                refuse(request, response, tooMany(crowded));
            }
        } else {
            throw new AssertionError(answer);
        }
    }

    private static HandshakeAnswer.Refused tooMany(Crowded why) {
        Map<String, String> later = Map.of("Retry-After", "1");
        return why == Crowded.SERVER
                ? new HandshakeAnswer.Refused(503, later, "too many connections", "10.4")
                : new HandshakeAnswer.Refused(
                        Problem.SC_TOO_MANY_REQUESTS, later, "too many connections of this address", "10.4");
    }

    private void accept(
            HttpServletRequest request,
            HttpServletResponse response,
            HandshakeAnswer.Accepted answer,
            ConnectionHandler handler)
            throws IOException, ServletException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        request.upgrade(UpgradeHandler.class)
                .bind(new WebSocketConnection(
                        handler,
                        connections,
                        request.getRemoteAddr(),
                        limits,
                        answer.deflate(),
                        maxPending,
                        sendNanos));
        try {
            response.flushBuffer(); // Grizzly would keep the 101 until data flows
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A client was gone before its WebSocket began", e);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, HandshakeAnswer.Refused answer)
            throws IOException {
        byte[] body = (answer.message() + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.headers().containsKey("Upgrade")) {
            PayaraUpgrades.endAfterAnswer(request);
        }
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static HandshakeRequest handshakeOf(HttpServletRequest request) {
        return new HandshakeRequest(request.getMethod(), request.getProtocol(), headers(request));
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** By name in lower case, since containers differ in the case that they report. */
    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(Collections.list(request.getHeaders(name))));
        }
        return headers;
    }
}
