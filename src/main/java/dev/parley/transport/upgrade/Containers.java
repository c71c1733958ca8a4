package dev.parley.transport.upgrade;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where containers differ so much that no one way of working suits all. */
final class Containers {
    private static final Logger LOG = System.getLogger("dev.parley.transport.upgrade");
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private static final String UNDERTOW = "io.undertow.";
    private static final String TOMCAT = "org.apache.coyote.";

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
            ServletOutputStream out = closed.getOutputStream();
            Field field = out.getClass().getDeclaredField("socketWrapper");
            field.setAccessible(true);
            Object socket = field.get(out);
            ClassLoader tomcat = out.getClass().getClassLoader();
            Class<?> event = Class.forName("org.apache.tomcat.util.net.SocketEvent", true, tomcat);
            Class.forName("org.apache.tomcat.util.net.SocketWrapperBase", true, tomcat)
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

    private static boolean isOf(String container, @Nullable WebConnection connection) {
        return connection != null && connection.getClass().getName().startsWith(container);
    }
}
