package dev.parley.boot;

import dev.parley.metrics.Metric;
import dev.parley.metrics.Tally;
import dev.parley.settings.Settings;
import dev.parley.streams.EchoConnections;
import dev.parley.streams.EchoEndpoint;
import dev.parley.streams.EchoHandshakeFilter;
import dev.parley.streams.InspectionServlet;
import dev.parley.streams.WebSocketLabServlet;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.SessionCloser;
import dev.parley.transport.upgrade.OpenConnections;
import dev.parley.transport.upgrade.WebSocketUpgrade;
import dev.parley.wire.websocket.Limits;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;

/** The WebSockets of the lab: the byte-exact echo, the frame inspector, and the simple echo on the container's endpoint. */
final class WebSocketLabMount implements AutoCloseable {
    private final Settings settings;
    private final Threads threads;
    private final EchoConnections echoes;
    private final Map<String, OpenConnections> connections = new TreeMap<>();
    private final List<Tally> crossed = new ArrayList<>();
    private final List<Future<?>> ticks = new ArrayList<>();

    WebSocketLabMount(ServletContext context, Settings settings, Threads threads) {
        this.settings = settings;
        this.threads = threads;
        OriginPolicy origins = new OriginPolicy(settings.engine().allowedOrigins());
        Settings.Streams streams = settings.streams();
        context.addServlet("raw echo", WebSocketLabServlet.rawEcho(upgrade("/raw"), origins::allows))
                .addMapping("/raw");
        context.addServlet(
                        "frame inspector",
                        WebSocketLabServlet.inspector(upgrade("/inspect"), origins::allows, streams.inspectPayload()))
                .addMapping("/inspect");
        context.addServlet(
                        "frames without a connection",
                        InspectionServlet.frames(limits(), streams.inspectBytes(), streams.inspectPayload()))
                .addMapping("/inspect/frames");
        context.addServlet("accept without a connection", InspectionServlet.accept())
                .addMapping("/inspect/accept");
        echoes = new EchoConnections(streams, new SessionCloser(threads.closing()));
        crossed.add(echoes.crossed());
        ticks.add(threads.every(OpenConnections.TICK, () -> echoes.tick(System.nanoTime())));
        Filters.add(context, "/echo", new EchoHandshakeFilter(echoes, origins::allows));
        Endpoints.add(context, EchoEndpoint.class);
    }

    private WebSocketUpgrade upgrade(String path) {
        OpenConnections open = new OpenConnections(
                settings.streams().maxSockets(),
                settings.streams().maxSocketsPerAddress(),
                settings.streams().idleTimeout(),
                threads.blocking(),
                System::nanoTime);
        connections.put(path, open);
        crossed.add(open.crossed());
        ticks.add(threads.every(OpenConnections.TICK, open::tick));
        Settings.Streams streams = settings.streams();
        return new WebSocketUpgrade(open, limits(), streams.outboxBytes(), streams.sendTimeout());
    }

    private Limits limits() {
        return new Limits(
                settings.streams().maxMessage(),
                settings.webSocket().maxFragments(),
                settings.webSocket().messageTimeout(),
                settings.webSocket().closingTimeout());
    }

    /** How many connections its sockets have, and how many they had no room for. */
    List<Metric> metrics() {
        Map<String, Long> open =
                new TreeMap<>(Map.of("/echo", (long) echoes.places().taken().size()));
        Map<String, Long> refused =
                new TreeMap<>(Map.of("/echo", echoes.places().refused()));
        connections.forEach((path, all) -> {
            open.put(path, (long) all.size());
            refused.put(path, all.refused());
        });
        Map<String, Long> limits = new TreeMap<>();
        crossed.forEach(of -> of.sums().forEach((limit, count) -> limits.merge(limit, count, Long::sum)));
        return List.of(
                Metric.gauge("parley_lab_connections", "WebSockets of the lab that are open.", "path", open),
                Metric.counter(
                        "parley_lab_refused_total",
                        "WebSockets of the lab refused because there were too many, in all or of one address.",
                        "path",
                        refused),
                Metric.counter(
                        "parley_lab_limits_crossed_total",
                        "Limits that WebSockets of the lab have crossed, by what they bound.",
                        "limit",
                        limits));
    }

    @Override
    public void close() {
        ticks.forEach(tick -> tick.cancel(false));
        echoes.close();
        connections.values().forEach(OpenConnections::close);
    }
}
