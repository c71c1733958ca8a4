package dev.parley.boot;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.FlushLoops;
import dev.parley.engine.SessionListener;
import dev.parley.metrics.EngineCounters;
import dev.parley.metrics.Metric;
import dev.parley.settings.Settings;
import dev.parley.settings.Settings.Engine.Carrier;
import dev.parley.transport.endpoint.EndpointHandshakeFilter;
import dev.parley.transport.endpoint.EngineEndpoint;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.SessionCloser;
import dev.parley.transport.polling.EngineServlet;
import dev.parley.transport.upgrade.EngineUpgradeFilter;
import dev.parley.transport.upgrade.OpenConnections;
import dev.parley.transport.upgrade.WebSocketUpgrade;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One Engine.IO server on one path of a servlet context: long-polling servlet, the carrier of its WebSockets (the hand-made
 * one, or the container's endpoint) and the tick of its deadlines.
 */
public final class EngineMount implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EngineMount.class.getName());

    private static final long GRACE_NANOS = Duration.ofSeconds(2).toNanos();

    private final String path;
    private final Carrier carrier;
    private final EngineServer server;
    private final EngineCounters counters;
    private final OpenConnections connections;
    private final Future<?> tick;
    private final Future<?> connectionsTick;

    /**
     * Registers everything. Call while the servlet context is being initialised.
     *
     * @param path begins and ends with a slash, such as {@code /socket.io/}
     * @param endpoint has the same path in its {@code @ServerEndpoint}; used if the settings want the container's WebSocket
     */
    public EngineMount(
            ServletContext context,
            String path,
            Class<? extends EngineEndpoint> endpoint,
            Settings.Engine settings,
            Settings.WebSocket webSocket,
            SessionListener listener,
            FlushLoops loops,
            EngineCounters counters,
            Threads threads) {
        this.path = path;
        this.counters = counters;
        server = new EngineServer(settings, listener, loops, counters, System::nanoTime);
        OriginPolicy origins = new OriginPolicy(settings.allowedOrigins());
        addServlet(context, path, new EngineServlet(server, origins, counters));
        int max = webSocket.maxConnections(); // of one address, too: its sessions are counted
        connections = new OpenConnections(max, max, Duration.ZERO, threads.blocking(), System::nanoTime);
        carrier = carrierOn(context, settings.carrier());
        if (carrier == Carrier.UPGRADE) {
            Filters.add(context, path + "*", new EngineUpgradeFilter(server, origins, webSocket, connections));
        } else {
            Filters.add(
                    context,
                    path + "*",
                    new EndpointHandshakeFilter(
                            server, origins, new SessionCloser(threads.closing()), connections.crossed()));
            Endpoints.add(context, endpoint);
        }
        long millis = server.tickInterval().toMillis();
        tick = threads.timer().scheduleAtFixedRate(server::tick, millis, millis, TimeUnit.MILLISECONDS);
        connectionsTick = threads.every(OpenConnections.TICK, connections::tick);
    }

    public EngineServer server() {
        return server;
    }

    /** What its sessions do, and how many connections the hand-made WebSocket has. */
    public List<Metric> metrics() {
        List<Metric> all = new ArrayList<>(counters.snapshot().metrics());
        String name = carrier.name().toLowerCase(Locale.ROOT);
        all.add(Metric.gauge(
                "parley_engine_carrier", "Always 1; what carries WebSocket.", "carrier", Map.of(name, 1L)));
        all.add(Metric.gauge(
                "parley_websocket_connections",
                "Connections over Parley's own WebSocket that are open or that the server has not closed yet.",
                "path",
                Map.of(path, (long) connections.size())));
        all.add(Metric.counter(
                "parley_websocket_refused_total",
                "WebSockets refused because there were too many.",
                "path",
                Map.of(path, connections.refused())));
        all.add(Metric.counter(
                "parley_websocket_limits_crossed_total",
                "Limits that WebSockets of sessions have crossed, by what they bound.",
                "limit",
                connections.crossed().sums()));
        return all;
    }

    /** The one that is wanted, if it can be had here. */
    private static Carrier carrierOn(ServletContext context, Carrier wanted) {
        if (wanted == Carrier.UPGRADE && !WebSocketUpgrade.worksOn(context)) {
            LOG.log(
                    Level.INFO,
                    "{0} hands over no connection: its own WebSocket is used (parley.engine.carrier=endpoint)",
                    context.getServerInfo());
            return Carrier.ENDPOINT;
        }
        return wanted;
    }

    private static void addServlet(ServletContext context, String path, EngineServlet servlet) {
        ServletRegistration.Dynamic registration = context.addServlet("Engine.IO " + path, servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(path + "*");
    }

    /** Tells every client that the server stops, waits two seconds for what is still to be sent, and drops the rest. */
    @Override
    public void close() {
        tick.cancel(false);
        server.close();
        long end = System.nanoTime() + GRACE_NANOS;
        while (server.size() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        server.drop(CloseReason.TRANSPORT_CLOSE);
        connectionsTick.cancel(false);
        connections.close();
    }
}
