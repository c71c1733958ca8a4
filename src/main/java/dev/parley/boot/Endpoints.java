package dev.parley.boot;

import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;

/**
 * Registers the endpoints that the settings ask for; so the container's scan of the archive, which would take all, registers
 * none.
 */
public final class Endpoints implements ServerApplicationConfig {

    /**
     * Adds an endpoint that gets its collaborators from the filter before it, since containers do not agree on who may make
     * an endpoint's instances. Two paths that differ by a slash at the end are one to Payara, which then answers none of the
     * application's endpoints.
     */
    static void add(ServletContext context, Class<?> endpoint) {
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException("This server offers no WebSocket (jakarta.websocket)");
        }
        try {
            container.addEndpoint(endpoint);
        } catch (DeploymentException e) {
            throw new IllegalStateException("The server refuses the endpoint " + endpoint.getName(), e);
        }
    }

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
        return Set.of();
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
        return Set.of();
    }
}
