package dev.parley.transport.http;

import dev.parley.engine.Crowded;
import dev.parley.engine.EngineServer;
import dev.parley.engine.EngineSession;
import dev.parley.engine.Handshake;
import dev.parley.engine.Transport;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Engine.IO parameters of one request, checked in the order of the protocol (Engine.IO protocol v4, "Handshake"):
 * origin, version, transport, sid, method.
 *
 * @param error what is wrong with the request, or null
 * @param session the session of its sid, or null if it opens one
 */
public record EngineRequest(
        @Nullable EngineError error, @Nullable EngineSession session) {
    private static final String PROTOCOL_VERSION = "4";

    /**
     * Checks a request.
     *
     * @param isWebSocket whether it carries a WebSocket handshake
     */
    public static EngineRequest check(
            EngineServer server, OriginPolicy origins, Handshake handshake, String method, boolean isWebSocket) {
        if (!origins.allows(
                handshake.header("origin").orElse(null),
                handshake.header("host").orElse(null))) {
            return failed(EngineError.FORBIDDEN);
        }
        String transport = handshake.queryParam("transport").orElse("");
        if (!isKnown(transport)) {
            return failed(EngineError.UNKNOWN_TRANSPORT);
        }
        if (!handshake.queryParam("EIO").orElse("").equals(PROTOCOL_VERSION)) {
            return failed(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        }
        boolean wantsWebSocket = transport.equals(Transport.Kind.WEBSOCKET.protocolName());
        String sid = handshake.queryParam("sid").orElse(null);
        if (sid == null) {
            if (!method.equals("GET")) {
                return failed(EngineError.BAD_HANDSHAKE_METHOD);
            }
            return wantsWebSocket == isWebSocket ? opening(server, handshake) : failed(EngineError.BAD_REQUEST);
        }
        EngineSession session = server.find(sid);
        if (session == null || !isOfTheSame(session.handshake(), handshake, origins)) {
            return failed(EngineError.UNKNOWN_SID);
        }
        // A WebSocket that comes too late for an upgrade is accepted and closed: a client sees that as a failed probe.
        boolean mayPoll = session.transport() == Transport.Kind.POLLING;
        return wantsWebSocket == isWebSocket && (isWebSocket || mayPoll)
                ? new EngineRequest(null, session)
                : failed(EngineError.BAD_REQUEST);
    }

    private static EngineRequest opening(EngineServer server, Handshake handshake) {
        Crowded crowded = server.crowded(handshake.remoteAddress());
        if (crowded == null) {
            return new EngineRequest(null, null);
        }
        return failed(crowded == Crowded.SERVER ? EngineError.SERVER_FULL : EngineError.TOO_MANY_REQUESTS);
    }

    /** A session belongs to whom the container authenticated when it was opened, and to the pages of one site. */
    private static boolean isOfTheSame(Handshake opened, Handshake now, OriginPolicy origins) {
        return name(opened).equals(name(now)) && site(opened, origins).equals(site(now, origins));
    }

    private static String name(Handshake handshake) {
        Principal principal = handshake.principal();
        return principal == null ? "" : principal.getName();
    }

    private static String site(Handshake handshake, OriginPolicy origins) {
        return origins.site(
                handshake.header("origin").orElse(null),
                handshake.header("host").orElse(null));
    }

    private static boolean isKnown(String transport) {
        for (Transport.Kind kind : Transport.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(transport)) {
                return true;
            }
        }
        return false;
    }

    private static EngineRequest failed(EngineError error) {
        return new EngineRequest(error, null);
    }
}
