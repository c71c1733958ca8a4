package dev.parley.boot;

import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Registers the endpoints one by one, each with its collaborators; so the container's scan of the archive, which would make
 * them without, registers none.
 */
public final class Endpoints implements ServerApplicationConfig {

    private static final String PATHS = "dev.parley.boot.endpoints";

    /**
     * Adds an endpoint whose instances, one a connection, come from {@code instances}.
     *
     * @throws IllegalStateException for two paths that differ by a slash at the end: Payara takes them for one, and then
     *     answers none of the application's endpoints
     */
    static <T> void add(ServletContext context, Class<T> type, String path, Supplier<T> instances) {
        if (!paths(context).add(path.endsWith("/") ? path.substring(0, path.length() - 1) : path)) {
            throw new IllegalStateException("There is a WebSocket endpoint at " + path + " already");
        }
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException("This server offers no WebSocket (jakarta.websocket) to " + path);
        }
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(type, path)
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <E> E getEndpointInstance(Class<E> endpoint) {
                        return endpoint.cast(instances.get());
                    }

                    @Override
                    public boolean checkOrigin(String origin) {
                        return true; // a filter has checked it, with the Host it belongs to
                    }
                })
                .build();
        try {
            container.addEndpoint(config);
        } catch (DeploymentException e) {
            throw new IllegalStateException("The server refuses a WebSocket at " + path, e);
        }
    }

    @SuppressWarnings("unchecked") // nobody else has an attribute of that name
    private static Set<String> paths(ServletContext context) {
        Set<String> paths = (Set<String>) context.getAttribute(PATHS);
        if (paths == null) {
            paths = new HashSet<>();
            context.setAttribute(PATHS, paths);
        }
        return paths;
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
