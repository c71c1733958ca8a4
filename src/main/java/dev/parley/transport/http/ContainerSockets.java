package dev.parley.transport.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sockets below the connections that Payara and Tomcat hand over, if nothing but buffers is in between: none where the
 * server ends TLS. Undertow has no buffers there, and writes to the socket as it is.
 */
public final class ContainerSockets {
    private static final ContainerInternals SOCKETS = new ContainerInternals(
            "On this version of the server all that a WebSocket sends goes through buffers of the server's, which costs it time");

    private static final String TOMCAT = "org.apache.coyote.";
    private static final String TOMCAT_PLAIN = "org.apache.tomcat.util.net.NioChannel";

    private ContainerSockets() {}

    /** Where to write what an upgraded connection sends: to its socket, where there is a way. */
    public static ServletOutputStream outputOf(WebConnection connection) throws IOException {
        ServletOutputStream out = connection.getOutputStream();
        PlainSocket socket =
                connection.getClass().getName().startsWith(TOMCAT) ? SOCKETS.ask(() -> ofTomcat(out)) : null;
        return DirectOutput.over(out, socket);
    }

    /** @param connection Grizzly's */
    static @Nullable PlainSocket ofPayara(Object connection) {
        return SOCKETS.ask(() -> {
            Object tls = ContainerInternals.type("org.glassfish.grizzly.ssl.SSLUtils", connection)
                    .getMethod("getSSLEngine", ContainerInternals.type("org.glassfish.grizzly.Connection", connection))
                    .invoke(null, connection);
            Object queue = ContainerInternals.call(connection, "getAsyncWriteQueue");
            Object channel = ContainerInternals.call(connection, "getChannel");
            return tls != null ? null : new PlainSocket((SocketChannel) channel, () -> tells(queue, "spaceInBytes", 0));
        });
    }

    private static @Nullable PlainSocket ofTomcat(ServletOutputStream out) throws ReflectiveOperationException {
        Object wrapper =
                ContainerInternals.field(out.getClass(), "socketWrapper").get(out);
        Object channel = ContainerInternals.call(wrapper, "getSocket");
        if (!channel.getClass().getName().equals(TOMCAT_PLAIN)) {
            return null;
        }
        Object socket = ContainerInternals.call(channel, "getIOChannel");
        return new PlainSocket((SocketChannel) socket, () -> tells(wrapper, "hasDataToWrite", false));
    }

    private static boolean tells(Object container, String getter, Object expected) {
        return expected.equals(SOCKETS.ask(() -> ContainerInternals.call(container, getter)));
    }
}
