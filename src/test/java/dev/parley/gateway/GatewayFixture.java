package dev.parley.gateway;

import dev.parley.chat.Chat;
import dev.parley.chat.MemoryDirectory;
import dev.parley.chat.MemoryLog;
import dev.parley.chat.SteppedExecutor;
import dev.parley.chat.Storage;
import dev.parley.chat.Turnstile;
import dev.parley.metrics.ChatCounters;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import dev.parley.socket.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** The chat with both namespaces on a Socket.IO server without network. */
final class GatewayFixture {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

    final TestServer server = new TestServer();
    final MemoryDirectory directory = new MemoryDirectory();
    final MemoryLog log = new MemoryLog(directory.rooms);
    final SteppedExecutor storage = new SteppedExecutor();
    final ChatCounters counters = new ChatCounters();
    final Chat chat;

    private long now;

    GatewayFixture() {
        Settings settings = Settings.from(new SettingsSource(Map.of(), Map.of(), Map.of()));
        Turnstile turnstile = new Turnstile(settings.chat(), () -> now, counters);
        Storage kept = new Storage(log, directory, directory, log, directory.rooms, log, log.files);
        chat = new Chat(settings.chat(), kept, storage, CLOCK, turnstile);
        Logins logins = new Logins();
        ClassicNamespace.open(server.server.of("/"), chat, logins);
        ChatNamespace.open(server.server.of("/chat"), chat, logins);
        DemoNamespace.open(server.server.of("/demo"));
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** Somebody on {@code /}, who has read what came so far. */
    TestServer.Client classic(String name) {
        TestServer.Client client = server.join("/");
        client.send("2[\"message\",\"" + name + "\"]").received();
        return client;
    }

    /** Somebody on {@code /chat}, who has read what came so far. */
    TestServer.Client structured(String name) {
        TestServer.Client client = server.join("/chat");
        client.send("2/chat,0[\"join\",{\"name\":\"" + name + "\"}]").received();
        return client;
    }
}
