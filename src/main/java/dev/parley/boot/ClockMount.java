package dev.parley.boot;

import dev.parley.metrics.Metric;
import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import dev.parley.streams.ClockCountersServlet;
import dev.parley.streams.ClockEndpoint;
import dev.parley.streams.ClockHandshakeFilter;
import dev.parley.streams.ClockServlet;
import dev.parley.streams.Ticker;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.SessionCloser;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** The clock on one URL: servlet, WebSocket endpoint, handshake filter, and what they count. */
final class ClockMount implements AutoCloseable {
    private static final String PATH = "/clock";

    private final Ticker ticker;
    private final StreamCounters counters;

    ClockMount(ServletContext context, Settings settings, StreamCounters counters, Threads threads) {
        this.counters = counters;
        Settings.Streams streams = settings.streams();
        ticker = new Ticker(
                Clock.system(ZoneId.systemDefault()),
                threads.timer(),
                threads.work(),
                streams.maxClients(),
                streams.maxClientsPerAddress(),
                counters);
        ServletRegistration.Dynamic clock = context.addServlet("clock", new ClockServlet(ticker, streams, counters));
        clock.setAsyncSupported(true);
        clock.addMapping(PATH);
        context.addServlet("clock counters", new ClockCountersServlet(counters, ticker))
                .addMapping(PATH + "/counters");
        OriginPolicy origins = new OriginPolicy(settings.engine().allowedOrigins());
        Filters.add(
                context,
                PATH,
                new ClockHandshakeFilter(
                        ticker, streams, counters, origins::allows, new SessionCloser(threads.closing())));
        Endpoints.add(context, ClockEndpoint.class);
        ticker.start();
    }

    /** Who follows the clock. */
    List<Metric> metrics() {
        return counters.snapshot().metrics();
    }

    @Override
    public void close() {
        ticker.close();
    }
}
