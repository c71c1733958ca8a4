package dev.parley.bench.app;

import dev.parley.admin.HealthServlet;
import dev.parley.admin.MetricsServlet;
import dev.parley.boot.EngineMount;
import dev.parley.boot.Filters;
import dev.parley.boot.ParleyListener;
import dev.parley.boot.Threads;
import dev.parley.engine.FlushLoops;
import dev.parley.lane.Deadlines;
import dev.parley.metrics.EngineCounters;
import dev.parley.settings.Settings;
import dev.parley.socket.Namespace;
import dev.parley.socket.SocketServer;
import dev.parley.transport.endpoint.EngineEndpoint;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The application that is measured, as a WAR of its own: Parley's Socket.IO server without the chat. */
public final class BenchListener implements ServletContextListener {
    private @Nullable Threads threads;
    private @Nullable FlushLoops loops;
    private @Nullable EngineMount mount;

    /** What every peer of the comparison does too. */
    private static void serve(Namespace main) {
        main.onConnection(socket -> socket.on("message", (args, ack) -> main.emit("message", args))
                .on("echo", (args, ack) -> socket.emit("echo", args))
                .on("ack", (args, ack) -> ack.send(args)));
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Filters.addForContainers(context);
        Settings settings = Settings.from(ParleyListener.sourceOf(context));
        Threads made = new Threads();
        threads = made;
        FlushLoops writers = new FlushLoops(settings.engine(), made.named("flush"));
        loops = writers;
        SocketServer sockets = new SocketServer(settings.socket(), writers, Deadlines.of(made.timer(), made.work()));
        serve(sockets.of("/"));
        EngineMount engine = new EngineMount(
                context,
                "/socket.io/",
                EngineEndpoint.class,
                settings.engine(),
                settings.webSocket(),
                sockets.sessionListener(),
                writers,
                new EngineCounters(),
                made);
        mount = engine;
        context.addServlet("metrics", new MetricsServlet(List.of(engine::metrics)))
                .addMapping("/metrics");
        context.addServlet("health", new HealthServlet(Map.of())).addMapping("/health");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (mount != null) {
            mount.close();
        }
        if (loops != null) {
            loops.close();
        }
        if (threads != null) {
            threads.close();
        }
    }
}
