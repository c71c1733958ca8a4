package dev.parley.transport.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Keeps requests off threads that answer somebody.
 *
 * <p>Some containers serve the next request of a connection from inside of the call that answers the one before. That call is
 * often made by the thread of Parley that writes to everybody, or by that of somebody else's message, where the next request
 * could wait for as long as its client reads nothing. Tomcat does so in {@code setWriteListener}, with whatever the client has
 * sent by then; so there a thread of its pool makes that call. Grizzly does in {@link AsyncContext#complete}, but only with
 * what was sent before the answer (RFC 9112, section 9.3.2), which no client does that waits for answers; so that is refused
 * with 503, and its connection ends, behind which a client asks again. Where Grizzly itself would do it, behind a request that
 * is answered while it is served, each request would stand on the stack of the one before until that overflows; so another
 * thread of the container ends such a request. Undertow takes a thread of its own.
 */
public final class InlineRequests extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");
    private static final String TOMCAT = "Apache Tomcat/";
    private static final String PAYARA = "Payara";
    private static final ThreadLocal<Boolean> SERVING = new ThreadLocal<>();
    private static final ThreadLocal<Boolean> COMPLETING = new ThreadLocal<>();

    /**
     * Begins an answer from a thread that is not its request's own.
     *
     * @param answer sets the write listener
     * @throws IllegalStateException if the container has ended the request
     */
    public static void begin(AsyncContext context, Runnable answer) {
        if (isOn(TOMCAT, context)) {
            context.start(answer);
        } else {
            answer.run();
        }
    }

    /**
     * Ends a request.
     *
     * @throws IllegalStateException if the container has ended it; some throw others
     */
    public static void complete(AsyncContext context) {
        if (SERVING.get() != null && isOn(PAYARA, context)) {
            context.start(() -> completeLater(context));
        } else {
            completeHere(context);
        }
    }

    private static void completeLater(AsyncContext context) {
        try {
            completeHere(context);
        } catch (RuntimeException e) { // what it is, depends on the container
            LOG.log(Level.DEBUG, "The container has ended the request itself", e);
        }
    }

    private static boolean isOn(String server, AsyncContext context) {
        return context.getRequest().getServletContext().getServerInfo().startsWith(server);
    }

    private static void completeHere(AsyncContext context) {
        COMPLETING.set(true);
        try {
            context.complete();
        } finally {
            COMPLETING.remove(); // the thread may be the container's, and outlive the application
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (COMPLETING.get() == null) {
            SERVING.set(true);
            try {
                chain.doFilter(request, response);
            } finally {
                SERVING.remove();
            }
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Connection", "close");
        response.setContentLength(0);
    }
}
