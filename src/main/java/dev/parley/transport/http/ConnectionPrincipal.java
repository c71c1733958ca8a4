package dev.parley.transport.http;

import dev.parley.engine.Handshake;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a filter hands to the endpoint behind it: the handshake it has checked, and whom the endpoint works with. It travels
 * as the request's principal, the one thing that every container keeps for each connection apart; containers do not agree on
 * who may make an endpoint's instances.
 *
 * @param collaborator what the endpoint asks for by its type
 */
public record ConnectionPrincipal(Handshake handshake, Object collaborator) implements Principal {

    /** The name of whom the container authenticated; empty for nobody. */
    @Override
    public String getName() {
        Principal principal = handshake.principal();
        return principal == null ? "" : principal.getName();
    }

    /** The collaborator behind a connection's principal; empty if no filter stood before the endpoint. */
    public static <T> Optional<T> collaborator(@Nullable Principal principal, Class<T> type) {
        return principal instanceof ConnectionPrincipal connection && type.isInstance(connection.collaborator)
                ? Optional.of(type.cast(connection.collaborator))
                : Optional.empty();
    }
}
