package dev.parley.conformance.app;

import dev.parley.admin.HealthServlet;
import dev.parley.boot.EngineMount;
import dev.parley.boot.Filters;
import dev.parley.boot.ParleyListener;
import dev.parley.boot.Threads;
import dev.parley.engine.FlushLoops;
import dev.parley.engine.SessionListener;
import dev.parley.lane.Deadlines;
import dev.parley.metrics.EngineCounters;
import dev.parley.settings.Settings;
import dev.parley.socket.SocketServer;
import dev.parley.transport.endpoint.EngineEndpoint;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What the official suites of both protocols expect to find: Socket.IO at {@code /socket.io/} and an Engine.IO server that
 * sends everything back at {@code /engine.io/}. Its settings are in its {@code web.xml}.
 */
public final class ConformanceListener implements ServletContextListener {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Filters.addForContainers(context);
        Settings settings = Settings.from(ParleyListener.sourceOf(context));
        Threads threads = opens(new Threads());
        FlushLoops loops = opens(new FlushLoops(settings.engine(), threads.named("flush")));
        SocketServer sockets =
                new SocketServer(settings.socket(), loops, Deadlines.of(threads.timer(), threads.work()));
        serve(sockets);
        opens(mount(context, "/socket.io/", EngineEndpoint.class, sockets.sessionListener(), settings, loops, threads));
        opens(mount(context, "/engine.io/", EchoEndpoint.class, new EngineEcho(), settings, loops, threads));
        context.addServlet("health", new HealthServlet(Map.of())).addMapping("/health");
    }

    private static void serve(SocketServer sockets) {
        sockets.of("/").onConnection(socket -> {
            socket.emit("auth", socket.auth());
            socket.on("message", (args, ack) -> socket.emit("message-back", args));
            socket.on("message-with-ack", (args, ack) -> ack.send(args));
        });
        sockets.of("/custom").onConnection(socket -> socket.emit("auth", socket.auth()));
    }

    private static EngineMount mount(
            ServletContext context,
            String path,
            Class<? extends EngineEndpoint> endpoint,
            SessionListener listener,
            Settings settings,
            FlushLoops loops,
            Threads threads) {
        return new EngineMount(
                context,
                path,
                endpoint,
                settings.engine(),
                settings.webSocket(),
                listener,
                loops,
                new EngineCounters(),
                threads);
    }

    private <T extends AutoCloseable> T opens(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
