package dev.parley.transport.upgrade;

import dev.parley.transport.http.ContainerInternals;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where containers differ so much that no one way of working suits all. */
final class Containers {
    private static final ContainerInternals POLLER = new ContainerInternals(
            "This version of Tomcat keeps the sockets of clients that are gone without a word, up to its maxConnections;"
                    + " parley.engine.carrier=endpoint avoids it");
    private static final ContainerInternals COUNTS =
            new ContainerInternals("This version of Tomcat may keep some bytes of every WebSocket that has been");

    private static final String UNDERTOW = "io.undertow.";
    private static final String TOMCAT = "org.apache.coyote.";

    private static final String SOCKET = "org.apache.tomcat.util.net.SocketWrapperBase";

    private static final String JETTY = "jetty/";

    private Containers() {}

    /**
     * Whether the container hands over the connection of a request without a body. Jetty's, up to 12.1.12, is at its end as soon
     * as it is handed over, and what the client sends then is read as its next request.
     */
    static boolean handOver(ServletContext context) {
        return !context.getServerInfo().startsWith(JETTY);
    }

    /**
     * Whether the container calls a {@code WriteListener}'s {@code onError} again and again, on a thread that serves other
     * clients, until that throws. Undertow does after a reset during a partial write; Tomcat too repeats errors, but until the
     * connection is closed, and must not be thrown at.
     */
    static boolean repeatErrorsUntilThrownAt(@Nullable WebConnection connection) {
        return isOf(UNDERTOW, connection);
    }

    /**
     * Whether the container calls {@code onDataAvailable} again and again while data waits that nobody reads, instead of once
     * after {@code isReady} said no: so it costs a processor to let data wait. Tomcat does.
     */
    static boolean spinWhileDataWaits(@Nullable WebConnection connection) {
        return isOf(TOMCAT, connection);
    }

    /**
     * Whether the container closes a socket only after a call of its own to a listener has returned, and closing never blocks.
     * Tomcat, which would otherwise keep the socket of an ended connection until the client does something.
     */
    static boolean closeAfterListeners(@Nullable WebConnection connection) {
        return isOf(TOMCAT, connection);
    }

    /**
     * Has Tomcat look at a connection that was closed outside of a call of its own, which it otherwise does when its client acts:
     * never, if that has gone without a word. The Servlet API has no way to say so; Tomcat's own WebSocket takes this one too.
     */
    static void attendTo(WebConnection closed) {
        if (isOf(TOMCAT, closed)) {
            POLLER.use(() -> {
                Object socket = socketOf(closed);
                Class<?> event = ContainerInternals.type("org.apache.tomcat.util.net.SocketEvent", socket);
                ContainerInternals.type(SOCKET, socket)
                        .getMethod("processSocket", event, boolean.class)
                        .invoke(socket, event.getField("OPEN_WRITE").get(null), true);
            });
        }
    }

    /**
     * Has Tomcat forget what it has counted of a connection that was closed. It means to, but a connection does not know in which
     * group it was counted, so that some 90 bytes of each would stay for ever (seen in 10.1 and 11.0).
     */
    static void forget(WebConnection closed) {
        if (isOf(TOMCAT, closed)) {
            COUNTS.use(() -> {
                Object counted = get(closed.getClass(), "upgradeInfo", closed);
                for (Object group : groupsOf(socketOf(closed)).values()) {
                    group.getClass()
                            .getMethod("removeUpgradeInfo", counted.getClass())
                            .invoke(group, counted);
                }
            });
        }
    }

    private static Object socketOf(WebConnection connection) throws IOException, ReflectiveOperationException {
        ServletOutputStream out = connection.getOutputStream();
        return get(out.getClass(), "socketWrapper", out);
    }

    private static Map<?, ?> groupsOf(Object socket) throws ReflectiveOperationException {
        Object endpoint = get(ContainerInternals.type(SOCKET, socket), "endpoint", socket);
        Object handler = ContainerInternals.call(endpoint, "getHandler");
        Object protocol = get(handler.getClass(), "proto", handler);
        Class<?> http = ContainerInternals.type("org.apache.coyote.http11.AbstractHttp11Protocol", protocol);
        return (Map<?, ?>) get(http, "upgradeProtocolGroupInfos", protocol);
    }

    private static Object get(Class<?> of, String field, Object from) throws ReflectiveOperationException {
        return ContainerInternals.field(of, field).get(from);
    }

    private static boolean isOf(String container, @Nullable WebConnection connection) {
        return connection != null && connection.getClass().getName().startsWith(container);
    }
}
