package dev.parley.transport.http;

import dev.parley.engine.Handshake;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What a filter hands to the endpoint behind it: the handshake it has checked, and whom the endpoint works with. It travels
 * as the request's principal, the one thing that every container keeps for each connection apart; containers do not agree on
 * who may make an endpoint's instances.
 *
 * @param collaborator what the endpoint asks for by its type
 */
public record ConnectionPrincipal(Handshake handshake, Object collaborator) implements Principal {
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");

    /** The name of whom the container authenticated; empty for nobody. */
    @Override
    public String getName() {
        Principal principal = handshake.principal();
        return principal == null ? "" : principal.getName();
    }

    /**
     * Whom the filter before an endpoint has handed over. A connection that came past the filter, which nobody has checked, is
     * closed.
     *
     * @return null then
     * @throws IOException if it cannot even be closed
     */
    public static <T> @Nullable T collaborator(Session session, Class<T> type) throws IOException {
        if (session.getUserPrincipal() instanceof ConnectionPrincipal connection
                && type.isInstance(connection.collaborator)) {
            return type.cast(connection.collaborator);
        }
        LOG.log(
                Level.ERROR,
                "A WebSocket came past the filter that makes a {0} and is refused: map the filter to its path",
                type.getSimpleName());
        session.close(new CloseReason(CloseReason.CloseCodes.UNEXPECTED_CONDITION, "not checked"));
        return null;
    }
}
