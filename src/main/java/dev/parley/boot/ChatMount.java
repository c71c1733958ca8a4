package dev.parley.boot;

import dev.parley.chat.Chat;
import dev.parley.chat.FileReaders;
import dev.parley.chat.MessageLog;
import dev.parley.chat.RoomDirectory;
import dev.parley.chat.Storage;
import dev.parley.chat.Turnstile;
import dev.parley.gateway.ChatEndpoint;
import dev.parley.gateway.ChatHandshakeFilter;
import dev.parley.gateway.ChatNamespace;
import dev.parley.gateway.ClassicNamespace;
import dev.parley.gateway.DemoNamespace;
import dev.parley.gateway.FilesServlet;
import dev.parley.gateway.HistoryServlet;
import dev.parley.gateway.LineConnections;
import dev.parley.gateway.Logins;
import dev.parley.gateway.LogoutServlet;
import dev.parley.metrics.ChatCounters;
import dev.parley.metrics.Metric;
import dev.parley.settings.Settings;
import dev.parley.socket.SocketServer;
import dev.parley.store.Store;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.SessionCloser;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The chat and every way into it. */
final class ChatMount implements AutoCloseable {
    private static final String LINES = "/chat";
    private static final String ROOMS = "/api/rooms/*";
    private static final String FILES = "/files/*";
    private static final String LOGOUT = "/api/logout";
    private static final Duration LOGIN_CHECK = Duration.ofSeconds(1);
    private static final Duration FILE_SWEEP = Duration.ofMinutes(1);

    private final ChatCounters counters = new ChatCounters();
    private final Turnstile turnstile;
    private final Duration grace;
    private final LineConnections lines;
    private final FilesServlet files;
    private final Future<?> tick;
    private final Future<?> loginTick;
    private final Future<?> fileTick;

    ChatMount(ServletContext context, Settings settings, SocketServer sockets, Store store, Threads threads) {
        Clock clock = Clock.systemUTC();
        MessageLog log = store.messageLog();
        turnstile = new Turnstile(settings.chat(), System::nanoTime, counters);
        grace = settings.store().timeout();
        RoomDirectory rooms = store.roomDirectory(settings.chat().rooms(), clock);
        Storage kept = new Storage(
                log,
                store.personDirectory(settings.chat().nameKept(), clock),
                store.tokens(settings.chat().tokenKey()),
                store.readMarks(),
                rooms,
                store.messageIndex(settings.chat().search()),
                store.fileStore(settings.chat().files(), clock));
        Chat chat = new Chat(settings.chat(), kept, threads.storage(), clock, turnstile);
        fileTick = threads.every(FILE_SWEEP, chat.files()::sweep);
        Logins logins = new Logins();
        loginTick = threads.every(LOGIN_CHECK, logins::tick);
        ClassicNamespace.open(sockets.of("/"), chat, logins);
        ChatNamespace.open(sockets.of("/chat"), chat, logins);
        DemoNamespace.open(sockets.of("/demo"));

        OriginPolicy origins = new OriginPolicy(settings.engine().allowedOrigins());
        lines = new LineConnections(
                chat,
                logins,
                settings.chat().line(),
                threads.work(),
                threads.blocking(),
                new SessionCloser(threads.closing()));
        Filters.add(context, LINES, new ChatHandshakeFilter(lines, origins));
        Endpoints.add(context, ChatEndpoint.class);
        tick = threads.timer().scheduleAtFixedRate(lines::tick, 1, 1, TimeUnit.SECONDS);

        ServletRegistration.Dynamic history = context.addServlet(
                "history",
                new HistoryServlet(log, rooms, origins, settings.chat().guests(), threads.storage()));
        history.setAsyncSupported(true);
        history.addMapping(ROOMS);
        FileReaders readers = new FileReaders(kept, settings.chat().guests());
        files = new FilesServlet(readers, kept.files(), origins, settings.chat().files(), threads.storage());
        ServletRegistration.Dynamic downloads = context.addServlet("files", files);
        downloads.setAsyncSupported(true);
        downloads.addMapping(FILES);
        context.addServlet("logout", new LogoutServlet(origins)).addMapping(LOGOUT);
    }

    /** What the chat has refused. */
    List<Metric> metrics() {
        List<Metric> all = new ArrayList<>(counters.metrics());
        all.add(Metric.counter(
                "parley_chat_lines_refused_total",
                "Plain WebSockets refused because there were too many, in all or of one address.",
                lines.places().refused()));
        all.add(Metric.counter(
                "parley_chat_line_limits_crossed_total",
                "Limits of parley.chat.line that plain WebSockets have crossed, by the setting.",
                "limit",
                lines.crossed().sums()));
        all.add(Metric.counter(
                "parley_chat_downloads_refused_total",
                "Downloads refused because there were too many at once.",
                files.refused()));
        all.add(Metric.counter(
                "parley_chat_downloads_too_late_total",
                "Downloads ended because they took longer than they may.",
                files.late()));
        return all;
    }

    /** Takes nothing more, waits until what was taken is stored and answered, and ends the plain WebSockets. */
    @Override
    public void close() {
        turnstile.close();
        long end = System.nanoTime() + grace.toNanos();
        while (!turnstile.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        tick.cancel(false);
        loginTick.cancel(false);
        fileTick.cancel(false);
        lines.close();
    }
}
