package dev.parley.boot;

import dev.parley.chat.Chat;
import dev.parley.chat.MessageLog;
import dev.parley.chat.PersonDirectory;
import dev.parley.gateway.ChatEndpoint;
import dev.parley.gateway.ChatHandshakeFilter;
import dev.parley.gateway.ChatNamespace;
import dev.parley.gateway.ClassicNamespace;
import dev.parley.gateway.DemoNamespace;
import dev.parley.gateway.HistoryServlet;
import dev.parley.gateway.LineConnections;
import dev.parley.settings.Settings;
import dev.parley.socket.SocketServer;
import dev.parley.transport.http.OriginPolicy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.util.EnumSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The chat and every way into it. */
final class ChatMount implements AutoCloseable {
    private static final String LINES = "/chat";
    private static final String ROOMS = "/api/rooms/*";

    private final LineConnections lines;
    private final Future<?> tick;

    ChatMount(
            ServletContext context,
            Settings settings,
            SocketServer sockets,
            MessageLog log,
            PersonDirectory directory,
            Threads threads) {
        Chat chat = new Chat(settings.chat(), log, directory, threads.storage(), Clock.systemUTC());
        ClassicNamespace.open(sockets.of("/"), chat);
        ChatNamespace.open(sockets.of("/chat"), chat);
        DemoNamespace.open(sockets.of("/demo"));

        OriginPolicy origins = new OriginPolicy(settings.engine().allowedOrigins());
        lines = new LineConnections(chat, settings.chat().line(), threads.work(), threads.blocking());
        FilterRegistration.Dynamic filter =
                context.addFilter("chat handshake", new ChatHandshakeFilter(lines, origins));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, LINES);
        Endpoints.add(context, ChatEndpoint.class);
        tick = threads.timer().scheduleAtFixedRate(lines::tick, 1, 1, TimeUnit.SECONDS);

        ServletRegistration.Dynamic history =
                context.addServlet("history", new HistoryServlet(log, origins, threads.storage()));
        history.setAsyncSupported(true);
        history.addMapping(ROOMS);
    }

    @Override
    public void close() {
        tick.cancel(false);
        lines.close();
    }
}
