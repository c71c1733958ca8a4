package dev.parley.transport.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses requests that a container would serve from inside of the call that answers the one before.
 *
 * <p>When a client has sent another request behind one that waits (RFC 9112, section 9.3.2), Grizzly serves it in
 * {@link AsyncContext#complete}, and Tomcat in {@code setWriteListener}: on the thread of Parley that writes to everybody, or on
 * that of somebody else's message. There it could wait for as long as its client reads nothing. So an asynchronous answer
 * makes these two calls here; a request that comes meanwhile on the same thread is refused with 503, and its connection ends,
 * behind which a client asks again what was not answered. Undertow takes a thread of its own.
 */
public final class InlineRequests extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<Boolean> ANSWERING = new ThreadLocal<>();

    /**
     * Ends a request.
     *
     * @throws IllegalStateException if the container has ended it; some throw others
     */
    public static void complete(AsyncContext context) {
        refuseDuring(context::complete);
    }

    /** Has the container call the listener, as soon as it may be inside of this. */
    public static void listen(ServletOutputStream out, WriteListener listener) {
        refuseDuring(() -> out.setWriteListener(listener));
    }

    private static void refuseDuring(Runnable call) {
        boolean outermost = ANSWERING.get() == null;
        ANSWERING.set(true);
        try {
            call.run();
        } finally {
            if (outermost) {
                ANSWERING.remove(); // the thread may be the container's, and outlive the application
            }
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (ANSWERING.get() == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Connection", "close");
        response.setContentLength(0);
    }
}
