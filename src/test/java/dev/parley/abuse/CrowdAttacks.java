package dev.parley.abuse;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Too many clients, clients who send too much, and clients who never read. */
final class CrowdAttacks {
    private CrowdAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("a storm of connections", CrowdAttacks::storm),
                new Attack("a storm of WebSockets", CrowdAttacks::webSockets),
                new Attack("half-open connections", CrowdAttacks::halfOpen),
                new Attack("a flood of messages", CrowdAttacks::flood),
                new Attack("a flood of lines", CrowdAttacks::lines),
                new Attack("readers who never read", CrowdAttacks::deaf),
                new Attack("pollers who never read", CrowdAttacks::deafPoller),
                new Attack("echoes that nobody reads", CrowdAttacks::deafEcho));
    }

    private static String somebody(Random random) {
        return "m" + Long.toString(random.nextLong() & Long.MAX_VALUE, Character.MAX_RADIX);
    }

    private static void storm(Target target, Random random) throws IOException {
        for (int i = 0; i < 100; i++) {
            target.open().close();
        }
    }

    private static void webSockets(Target target, Random random) throws IOException {
        for (int i = 0; i < 30; i++) {
            try (Wire wire = PacketAttacks.open(target)) {
                wire.text("40/chat,");
            }
        }
    }

    private static void halfOpen(Target target, Random random) throws IOException {
        Wire wire = target.open();
        target.hold(wire);
        wire.upgrade(FrameAttacks.path(random), "").shut();
    }

    private static void flood(Target target, Random random) throws IOException {
        String text = "x".repeat(1 + random.nextInt(4_000));
        try (Wire wire = PacketAttacks.open(target)) {
            wire.text("40/chat,", "42/chat,0[\"join\",{\"name\":\"" + somebody(random) + "\"}]");
            for (int i = 0; i < 400; i++) {
                wire.text("42/chat,1[\"say\",{\"text\":\"" + text + "\"}]");
            }
            wire.read(100);
        }
    }

    private static void lines(Target target, Random random) throws IOException {
        try (Wire wire = target.open().upgrade("/chat", "")) {
            wire.text(somebody(random));
            for (int i = 0; i < 400; i++) {
                wire.text("line " + i);
            }
            wire.read(100);
        }
    }

    private static void deaf(Target target, Random random) throws IOException {
        Wire wire = target.openNarrow().upgrade("/socket.io/?EIO=4&transport=websocket", "");
        target.hold(wire);
        wire.text("40/chat,", "42/chat,0[\"join\",{\"name\":\"" + somebody(random) + "\"}]");
        for (int i = 0; i < 90; i++) {
            wire.text("42/chat,1[\"history\",{\"limit\":200}]");
        }
    }

    private static void deafPoller(Target target, Random random) throws IOException {
        String path = "/socket.io/?EIO=4&transport=polling&sid=" + PollingAttacks.open(target);
        Wire wire = target.openNarrow();
        target.hold(wire);
        try (Wire posts = target.open()) {
            posts.post(path, "40/chat,").read(50);
            posts.post(path, "42/chat,0[\"join\",{\"name\":\"" + somebody(random) + "\"}]")
                    .read(50);
            posts.post(path, "42/chat,1[\"history\",{\"limit\":200}]").read(50);
        }
        wire.get(path);
    }

    private static void deafEcho(Target target, Random random) throws IOException {
        List<String> paths = List.of("/echo", "/raw", "/inspect");
        Wire wire = target.openNarrow().upgrade(paths.get(random.nextInt(paths.size())), "");
        target.hold(wire);
        for (int i = 0; i < 20; i++) {
            wire.frame(0x82, new byte[64 << 10]);
        }
    }
}
