package dev.parley.boot;

import dev.parley.settings.Settings;
import dev.parley.streams.EchoConnections;
import dev.parley.streams.EchoEndpoint;
import dev.parley.streams.EchoHandshakeFilter;
import dev.parley.streams.InspectionServlet;
import dev.parley.streams.WebSocketLabServlet;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.upgrade.OpenConnections;
import dev.parley.transport.upgrade.WebSocketUpgrade;
import dev.parley.wire.websocket.Limits;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Future;

/** The WebSockets of the lab: the byte-exact echo, the frame inspector, and the simple echo on the container's endpoint. */
final class WebSocketLabMount implements AutoCloseable {
    private final Settings settings;
    private final Threads threads;
    private final EchoConnections echoes;
    private final List<OpenConnections> connections = new ArrayList<>();
    private final List<Future<?>> ticks = new ArrayList<>();

    WebSocketLabMount(ServletContext context, Settings settings, Threads threads) {
        this.settings = settings;
        this.threads = threads;
        OriginPolicy origins = new OriginPolicy(settings.engine().allowedOrigins());
        Settings.Streams streams = settings.streams();
        context.addServlet("raw echo", WebSocketLabServlet.rawEcho(upgrade(), origins::allows))
                .addMapping("/raw");
        context.addServlet(
                        "frame inspector",
                        WebSocketLabServlet.inspector(upgrade(), origins::allows, streams.inspectPayload()))
                .addMapping("/inspect");
        context.addServlet(
                        "frames without a connection",
                        InspectionServlet.frames(limits(), streams.inspectBytes(), streams.inspectPayload()))
                .addMapping("/inspect/frames");
        context.addServlet("accept without a connection", InspectionServlet.accept())
                .addMapping("/inspect/accept");
        echoes = new EchoConnections(streams, threads.blocking());
        ticks.add(threads.every(OpenConnections.TICK, () -> echoes.tick(System.nanoTime())));
        context.addFilter("echo handshake", new EchoHandshakeFilter(echoes, origins::allows))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/echo");
        Endpoints.add(context, EchoEndpoint.class);
    }

    private WebSocketUpgrade upgrade() {
        OpenConnections open =
                new OpenConnections(settings.streams().maxSockets(), threads.blocking(), System::nanoTime);
        connections.add(open);
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

    @Override
    public void close() {
        ticks.forEach(tick -> tick.cancel(false));
        echoes.close();
        connections.forEach(OpenConnections::close);
    }
}
