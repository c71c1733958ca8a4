package dev.parley.boot;

import dev.parley.admin.HealthServlet;
import dev.parley.admin.MetricsServlet;
import dev.parley.engine.FlushLoops;
import dev.parley.lane.Deadlines;
import dev.parley.metrics.EngineCounters;
import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import dev.parley.socket.SocketServer;
import dev.parley.store.Store;
import dev.parley.transport.endpoint.EngineEndpoint;
import dev.parley.transport.http.ClientFilesServlet;
import dev.parley.transport.http.ErrorServlet;
import dev.parley.transport.http.ForwardedAddresses;
import dev.parley.transport.http.SecurityHeaders;
import dev.parley.transport.http.SessionCookie;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The whole application, made in one constructor and closed in reverse. */
final class Parley implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.parley.boot");
    private static final String SOCKET_IO = "/socket.io/";
    private static final List<String> CLIENT_FILES = List.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /**
     * Makes everything and registers it with the context.
     *
     * @param context still being initialised
     * @param threads are closed last
     * @param dataSource the container's
     */
    Parley(ServletContext context, Settings settings, Threads threads, DataSource dataSource) {
        opens(threads);
        try {
            Filters.addForContainers(context);
            Filters.add(context, "/*", new SecurityHeaders());
            Filters.add(context, "/*", new ForwardedAddresses(settings.http().proxies()));
            SessionCookieConfig cookie = context.getSessionCookieConfig(); // of the server's own login
            cookie.setHttpOnly(true);
            if (settings.http().secureCookies()) { // else at first as the server sees the request
                cookie.setSecure(true);
            }
            Filters.add(context, "/*", new SessionCookie());
            cookie.setAttribute("SameSite", "Lax");
            context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE)); // and in no address
            context.addServlet("error", new ErrorServlet()).addMapping("/error");

            Map<String, HealthServlet.Check> checks = new LinkedHashMap<>();

            Deadlines deadlines = Deadlines.of(threads.timer(), threads.work());
            Store store = opens(new Store(dataSource, settings.store(), threads.forStorage("store"), deadlines));
            checks.put("database", store::problem);

            FlushLoops loops = opens(new FlushLoops(settings.engine(), threads.named("flush")));
            SocketServer sockets = new SocketServer(settings.socket(), loops, deadlines);

            EngineMount engine = opens(new EngineMount(
                    context,
                    SOCKET_IO,
                    EngineEndpoint.class,
                    settings.engine(),
                    settings.webSocket(),
                    sockets.sessionListener(),
                    loops,
                    new EngineCounters(),
                    threads));
            ServletRegistration.Dynamic client = context.addServlet(
                    "Socket.IO client",
                    new ClientFilesServlet(
                            "/vendor/socket.io-client/dist/", settings.engine().sendTimeout()));
            client.setAsyncSupported(true);
            client.addMapping(CLIENT_FILES.stream().map(SOCKET_IO::concat).toArray(String[]::new));

            ChatMount chat = opens(new ChatMount(context, settings, sockets, store, threads));

            ClockMount clock = opens(new ClockMount(context, settings, new StreamCounters(), threads));
            WebSocketLabMount lab = opens(new WebSocketLabMount(context, settings, threads));

            context.addServlet("health", new HealthServlet(checks)).addMapping("/health");
            context.addServlet(
                            "metrics",
                            new MetricsServlet(List.of(
                                    engine::metrics, sockets::metrics, chat::metrics, clock::metrics, lab::metrics)))
                    .addMapping("/metrics");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opens(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(
                        Level.WARNING,
                        "A part of Parley did not end cleanly: "
                                + part.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
