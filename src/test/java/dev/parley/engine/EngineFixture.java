package dev.parley.engine;

import dev.parley.metrics.EngineCounters;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import dev.parley.wire.engineio.EnginePacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An Engine.IO server whose loops and clock only the test moves, and what its listener heard. */
public final class EngineFixture implements SessionListener {
    private static final Map<String, String> SETTINGS = Map.of(
            "engine.ping-interval", "10s",
            "engine.ping-timeout", "4s",
            "engine.upgrade-timeout", "3s",
            "engine.send-timeout", "6s",
            "engine.outbox-packets", "16",
            "engine.outbox-bytes", "16KiB",
            "engine.max-payload", "1KiB");

    public final SteppedFlushLoops loops = new SteppedFlushLoops();
    public final EngineCounters counters = new EngineCounters();
    public final EngineServer server;

    /** What the listener heard of all sessions, in words. */
    public final List<String> heard = new ArrayList<>();

    Consumer<EngineSession> onOpened = session -> {};
    BiConsumer<EngineSession, EnginePacket> onMessage = (session, packet) -> {};
    private long now;

    public EngineFixture(String... settings) {
        Map<String, String> properties = new HashMap<>();
        SETTINGS.forEach((key, value) -> properties.put("parley." + key, value));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("parley." + settings[i], settings[i + 1]);
        }
        Settings all = Settings.from(new SettingsSource(properties, Map.of(), Map.of()));
        // The clock starts just before the overflow that a monotonic clock may have.
        now = Long.MAX_VALUE - 1_000;
        server = new EngineServer(all.engine(), this, loops.loops(), counters, () -> now);
    }

    @Override
    public void opened(EngineSession session) {
        heard.add("opened");
        onOpened.accept(session);
    }

    @Override
    public void message(EngineSession session, EnginePacket message) {
        heard.add("message " + (message instanceof EnginePacket.Text text ? text.data() : message));
        onMessage.accept(session, message);
    }

    @Override
    public void closed(EngineSession session, CloseReason why) {
        heard.add("closed " + why.text());
    }

    /** A session on a transport of this kind, which has got its handshake. */
    public EngineSession open(FakeTransport transport) {
        EngineSession session = Objects.requireNonNull(server.open(handshake(), transport));
        transport.session = session;
        session.ready(transport);
        transport.written.clear();
        return session;
    }

    /** Time passes, in ticks as the timer makes them. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        long tick = server.tickInterval().toNanos();
        while (now - end < 0) {
            now = end - now < tick ? end : now + tick;
            tick();
        }
    }

    /** Time passes, and the timer does not get to run. */
    public void hang(Duration time) {
        now += time.toNanos();
    }

    void tick() {
        server.tick();
        loops.settle();
    }

    public static Handshake handshake(String... query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("EIO", List.of("4"));
        for (int i = 0; i < query.length; i += 2) {
            parameters.put(query[i], List.of(query[i + 1]));
        }
        return new Handshake(Map.of(), parameters, "/socket.io/", "192.0.2.1", null, false, Instant.EPOCH);
    }
}
