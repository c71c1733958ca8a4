package dev.parley.transport.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has Payara begin every connection that it upgrades, in two ways that the Servlet API does not know. To be the first filter, as
 * it needs the container's own request.
 *
 * <p>Its own WebSocket asks for what the client sends before it can take it: if something has come by then, it waits on the
 * container's thread for itself, for ever, and 64 such clients have all of these threads. So what has come is told to it only
 * when it has begun.
 *
 * <p>It uses its request objects again and again, and notes in each that its connection has begun; if another thread ends the
 * connection just then, it does so after it has cleared the object for the next request. If that is an upgrade too, its connection
 * never begins, nor ends. So that note is erased before each upgrade. No test forces it; an hour of {@code deploy/abuse} left 59 such
 * connections before.
 */
public final class UpgradeBeginnings extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");
    private static final String PAYARA = "Payara";
    private static final String TYRUS = "org.glassfish.tyrus.";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private transient volatile @Nullable Field begun;

    /** A filter for all of an application. */
    public UpgradeBeginnings() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader("Upgrade") != null
                && request.getServletContext().getServerInfo().startsWith(PAYARA)) {
            eraseBegun(request);
            chain.doFilter(new Upgraded(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void eraseBegun(HttpServletRequest request) {
        try {
            Object inside =
                    request.getClass().getMethod("getUnwrappedCoyoteRequest").invoke(request);
            Field field = begun;
            if (field == null) {
                field = Class.forName(
                                "org.apache.catalina.connector.Request",
                                true,
                                inside.getClass().getClassLoader())
                        .getDeclaredField("handlerInitialised");
                field.setAccessible(true);
                begun = field;
            }
            field.setBoolean(inside, false);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "On this version of Payara clients can have WebSockets of others not begin, whose sockets then stay",
                        e);
            }
        }
    }

    private static final class Upgraded extends HttpServletRequestWrapper {
        Upgraded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass) throws IOException, ServletException {
            if (!handlerClass.getName().startsWith(TYRUS)) {
                return super.upgrade(handlerClass);
            }
            try {
                T theirs = handlerClass.getConstructor().newInstance();
                super.upgrade(BeginningHandler.class).bind(theirs);
                return theirs;
            } catch (ReflectiveOperationException e) {
                throw new ServletException("the container's WebSocket cannot be begun", e);
            }
        }
    }
}
