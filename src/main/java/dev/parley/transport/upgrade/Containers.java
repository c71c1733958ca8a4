package dev.parley.transport.upgrade;

import jakarta.servlet.http.WebConnection;
import org.jspecify.annotations.Nullable;

/** Where containers differ so much that no one way of working suits all. */
final class Containers {
    private static final String UNDERTOW = "io.undertow.";

    private Containers() {}

    /**
     * Whether the container calls a {@code WriteListener}'s {@code onError} again and again, on a thread that serves other
     * clients, until that throws. Undertow does after a reset during a partial write; Tomcat too repeats errors, but until the
     * connection is closed, and must not be thrown at.
     */
    static boolean repeatErrorsUntilThrownAt(@Nullable WebConnection connection) {
        return connection != null && connection.getClass().getName().startsWith(UNDERTOW);
    }
}
