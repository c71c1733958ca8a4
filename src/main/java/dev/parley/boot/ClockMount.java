package dev.parley.boot;

import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import dev.parley.streams.ClockCountersServlet;
import dev.parley.streams.ClockEndpoint;
import dev.parley.streams.ClockHandshakeFilter;
import dev.parley.streams.ClockServlet;
import dev.parley.streams.Ticker;
import dev.parley.transport.http.OriginPolicy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;

/** The clock on one URL: servlet, WebSocket endpoint, handshake filter, and what they count. */
final class ClockMount implements AutoCloseable {
    private static final String PATH = "/clock";

    private final Ticker ticker;

    ClockMount(ServletContext context, Settings settings, StreamCounters counters, Threads threads) {
        Settings.Streams streams = settings.streams();
        ticker = new Ticker(
                Clock.system(ZoneId.systemDefault()), threads.timer(), threads.work(), streams.maxClients(), counters);
        ServletRegistration.Dynamic clock = context.addServlet("clock", new ClockServlet(ticker, streams, counters));
        clock.setAsyncSupported(true);
        clock.addMapping(PATH);
        context.addServlet("clock counters", new ClockCountersServlet(counters, ticker))
                .addMapping(PATH + "/counters");
        OriginPolicy origins = new OriginPolicy(settings.engine().allowedOrigins());
        FilterRegistration.Dynamic filter = context.addFilter(
                "clock handshake",
                new ClockHandshakeFilter(ticker, streams, counters, origins::allows, threads.blocking()));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, PATH);
        Endpoints.add(context, ClockEndpoint.class);
        ticker.start();
    }

    @Override
    public void close() {
        ticker.close();
    }
}
