package dev.parley.transport.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Has Payara begin and end every connection that it upgrades, or could, in four ways that the Servlet API does not know. To be the
 * first filter, as it needs the container's own request.
 *
 * <p>Its own WebSocket asks for what the client sends before it can take it: if something has come by then, it waits on the
 * container's thread for itself, for ever, and 64 such clients have all of these threads. So what has come is told to it only
 * when it has begun. It believes lengths that none may have, too ({@link FrameLengths}).
 *
 * <p>It tells of the end of a connection only who waits for what the client sends, and not who begins, reads or writes just then.
 * Who is not told keeps the connection, and may write to it when the container's objects serve another client. So every handler is
 * told by {@link PayaraUpgradeHandler}, which listens to the connection itself.
 *
 * <p>It uses its request objects again and again, and notes in each that its connection has begun; if another thread ends the
 * connection just then, it does so after it has cleared the object for the next request. If that is an upgrade too, its connection
 * never begins, nor ends. So that note is erased before each upgrade. No test forces it; an hour of {@code deploy/abuse} left 59 such
 * connections before.
 *
 * <p>It says of no answer with the header {@code Upgrade} where it ends, not even if that only tells a client what to ask for (426),
 * which would wait for more. So such an answer ends with its connection.
 */
public final class PayaraUpgrades extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String PAYARA = "Payara";
    private static final String TYRUS = "org.glassfish.tyrus.";
    private static final ContainerInternals ANSWERS = new ContainerInternals(
            "On this version of Payara whoever is answered 426 waits for more, up to the server's own timeout");
    private static final ContainerInternals CONNECTIONS = new ContainerInternals(
            "On this version of Payara the WebSockets of clients that leave at once stay until their heartbeat or the deadline for"
                    + " who says nothing ends them, and some for ever");
    /** A filter for all of an application. */
    public PayaraUpgrades() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader("Upgrade") != null && isPayara(request)) {
            chain.doFilter(new Upgraded(request, attend(request), socketOf(request)), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean isPayara(ServletRequest request) {
        return request.getServletContext().getServerInfo().startsWith(PAYARA);
    }

    /** To be called for an answer with the header {@code Upgrade} that is no 101, before it is sent, on the request's thread. */
    public static void endAfterAnswer(ServletRequest request) {
        if (!isPayara(request)) {
            return;
        }
        ServletRequest containers = request;
        while (containers instanceof ServletRequestWrapper wrapper) {
            containers = wrapper.getRequest();
        }
        ServletRequest own = containers;
        ANSWERS.use(() -> {
            Object inside = ContainerInternals.call(own, "getUnwrappedCoyoteRequest");
            Object packet = ContainerInternals.call(ContainerInternals.call(inside, "getCoyoteRequest"), "getRequest");
            Object state = ContainerInternals.type("org.glassfish.grizzly.http.HttpRequestPacket", packet)
                    .getMethod("getProcessingState")
                    .invoke(packet);
            state.getClass().getMethod("setKeepAlive", boolean.class).invoke(state, false);
        });
    }

    /** Completed when the request's connection is closed, before the container forgets the request. */
    private static CompletableFuture<?> attend(HttpServletRequest request) {
        CompletableFuture<?> closed = new CompletableFuture<>();
        CONNECTIONS.use(() -> {
            Object inside = ContainerInternals.call(request, "getUnwrappedCoyoteRequest");
            Class<?> type = ContainerInternals.type("org.apache.catalina.connector.Request", inside);
            ContainerInternals.field(type, "handlerInitialised").setBoolean(inside, false);
            whenClosed(connectionOf(inside), closed);
        });
        return closed;
    }

    /** The socket of the request's connection, if that is its own and may be written to. */
    private static @Nullable PlainSocket socketOf(HttpServletRequest request) {
        Object connection = request.getProtocol().equals("HTTP/1.1")
                ? CONNECTIONS.ask(() -> connectionOf(ContainerInternals.call(request, "getUnwrappedCoyoteRequest")))
                : null;
        return connection == null ? null : ContainerSockets.ofPayara(connection);
    }

    private static Object connectionOf(Object request) throws ReflectiveOperationException {
        Object grizzly = ContainerInternals.call(request, "getCoyoteRequest");
        return ContainerInternals.call(ContainerInternals.call(grizzly, "getContext"), "getConnection");
    }

    private static void whenClosed(Object connection, CompletableFuture<?> closed) throws ReflectiveOperationException {
        Class<?> type = ContainerInternals.type("org.glassfish.grizzly.CloseListener", connection);
        Object listener = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "onClosed" -> {
                        closed.complete(null);
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "upgraded";
                });
        ContainerInternals.type("org.glassfish.grizzly.Closeable", connection)
                .getMethod("addCloseListener", type)
                .invoke(connection, listener);
    }

    private static final class Upgraded extends HttpServletRequestWrapper {
        private final CompletableFuture<?> closed;
        private final @Nullable PlainSocket socket;

        Upgraded(HttpServletRequest request, CompletableFuture<?> closed, @Nullable PlainSocket socket) {
            super(request);
            this.closed = closed;
            this.socket = socket;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass) throws IOException, ServletException {
            try {
                T told = handlerClass.getConstructor().newInstance();
                FrameLengths lengths = handlerClass.getName().startsWith(TYRUS) ? new FrameLengths() : null;
                super.upgrade(PayaraUpgradeHandler.class).bind(told, lengths, closed, socket);
                return told;
            } catch (ReflectiveOperationException e) {
                throw new ServletException("a connection cannot be begun by " + handlerClass.getName(), e);
            }
        }
    }
}
