package dev.parley.transport.upgrade;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where containers differ so much that no one way of working suits all. */
final class Containers {
    private static final Logger LOG = System.getLogger("dev.parley.transport.upgrade");
    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final AtomicBoolean TOLD_OF_COUNTS = new AtomicBoolean();

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
        if (!isOf(TOMCAT, closed)) {
            return;
        }
        try {
            Object socket = socketOf(closed);
            ClassLoader tomcat = socket.getClass().getClassLoader();
            Class<?> event = Class.forName("org.apache.tomcat.util.net.SocketEvent", true, tomcat);
            Class.forName(SOCKET, true, tomcat)
                    .getMethod("processSocket", event, boolean.class)
                    .invoke(socket, event.getField("OPEN_WRITE").get(null), true);
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "This version of Tomcat keeps the sockets of clients that are gone without a word, up to its"
                                + " maxConnections; parley.engine.carrier=endpoint avoids it",
                        e);
            }
        }
    }

    /**
     * Has Tomcat forget what it has counted of a connection that was closed. It means to, but a connection does not know in which
     * group it was counted, so that some 90 bytes of each would stay for ever (seen in 10.1 and 11.0).
     */
    static void forget(WebConnection closed) {
        if (!isOf(TOMCAT, closed)) {
            return;
        }
        try {
            Object socket = socketOf(closed);
            ClassLoader tomcat = socket.getClass().getClassLoader();
            Object endpoint = field(Class.forName(SOCKET, true, tomcat), "endpoint", socket);
            Object handler = endpoint.getClass().getMethod("getHandler").invoke(endpoint);
            Object protocol = field(handler.getClass(), "proto", handler);
            Class<?> http = Class.forName("org.apache.coyote.http11.AbstractHttp11Protocol", true, tomcat);
            Object counted = field(closed.getClass(), "upgradeInfo", closed);
            for (Object group : ((Map<?, ?>) field(http, "upgradeProtocolGroupInfos", protocol)).values()) {
                group.getClass()
                        .getMethod("removeUpgradeInfo", counted.getClass())
                        .invoke(group, counted);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            if (TOLD_OF_COUNTS.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "This version of Tomcat may keep some bytes of every WebSocket that has been",
                        e);
            }
        }
    }

    private static Object socketOf(WebConnection connection) throws IOException, ReflectiveOperationException {
        ServletOutputStream out = connection.getOutputStream();
        return field(out.getClass(), "socketWrapper", out);
    }

    private static Object field(Class<?> of, String name, Object instance) throws ReflectiveOperationException {
        Field field = of.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(instance);
    }

    private static boolean isOf(String container, @Nullable WebConnection connection) {
        return connection != null && connection.getClass().getName().startsWith(container);
    }
}
