package dev.parley.gateway;

import dev.parley.transport.http.Login;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connections of those whom the container has authenticated: they end with the login. Thread-safe. */
public final class Logins {
    private static final Logger LOG = System.getLogger("dev.parley.gateway");

    private record Connection(Login login, Runnable end) {}

    private final Map<Object, Connection> connections = new ConcurrentHashMap<>();

    /** @param end ends the connection; called once at most, must not block */
    void opened(Object connection, @Nullable Principal principal, Runnable end) {
        if (principal instanceof Login login) {
            connections.put(connection, new Connection(login, end));
        }
    }

    void closed(Object connection) {
        connections.remove(connection);
    }

    /** Ends the connections whose login is over. To be called every second or so. */
    public void tick() {
        connections.forEach((key, connection) -> {
            if (connection.login().isOver() && connections.remove(key, connection)) {
                LOG.log(
                        Level.DEBUG,
                        "The login of {0} is over",
                        connection.login().getName());
                connection.end().run();
            }
        });
    }
}
