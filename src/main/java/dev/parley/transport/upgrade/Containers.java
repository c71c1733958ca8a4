package dev.parley.transport.upgrade;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.WebConnection;
import org.jspecify.annotations.Nullable;

/** Where containers differ so much that no one way of working suits all. */
final class Containers {
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

    private static boolean isOf(String container, @Nullable WebConnection connection) {
        return connection != null && connection.getClass().getName().startsWith(container);
    }
}
