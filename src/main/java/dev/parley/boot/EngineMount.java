package dev.parley.boot;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.FlushLoops;
import dev.parley.engine.SessionListener;
import dev.parley.metrics.EngineCounters;
import dev.parley.settings.Settings;
import dev.parley.transport.endpoint.EndpointHandshakeFilter;
import dev.parley.transport.endpoint.EngineEndpoint;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.polling.EngineServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One Engine.IO server on one path of a servlet context: long-polling servlet, WebSocket endpoint, handshake filter and the
 * tick of its deadlines.
 */
public final class EngineMount implements AutoCloseable {
    private static final long GRACE_NANOS = Duration.ofSeconds(2).toNanos();

    private final EngineServer server;
    private final Future<?> tick;

    /**
     * Registers everything. Call while the servlet context is being initialised.
     *
     * @param path begins and ends with a slash, such as {@code /socket.io/}
     * @param endpoint has the same path in its {@code @ServerEndpoint}
     */
    public EngineMount(
            ServletContext context,
            String path,
            Class<? extends EngineEndpoint> endpoint,
            Settings.Engine settings,
            SessionListener listener,
            FlushLoops loops,
            EngineCounters counters,
            Threads threads) {
        server = new EngineServer(settings, listener, loops, counters, System::nanoTime);
        OriginPolicy origins = new OriginPolicy(settings.allowedOrigins());
        addServlet(context, path, new EngineServlet(server, origins));
        addEndpoint(context, path, endpoint, origins, threads);
        long millis = server.tickInterval().toMillis();
        tick = threads.timer().scheduleAtFixedRate(server::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    public EngineServer server() {
        return server;
    }

    private static void addServlet(ServletContext context, String path, EngineServlet servlet) {
        ServletRegistration.Dynamic registration = context.addServlet("Engine.IO " + path, servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(path + "*");
    }

    private void addEndpoint(
            ServletContext context,
            String path,
            Class<? extends EngineEndpoint> endpoint,
            OriginPolicy origins,
            Threads threads) {
        FilterRegistration.Dynamic filter = context.addFilter(
                "Engine.IO handshake " + path, new EndpointHandshakeFilter(server, origins, threads.blocking()));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path + "*");
        Endpoints.add(context, endpoint);
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
    }
}
