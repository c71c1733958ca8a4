package dev.parley.abuse;

import dev.parley.engine.OpenPacket;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Sessions over long-polling whose requests meet, cross, or are somebody else's. */
final class PollingAttacks {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String SEPARATOR = "\u001e";

    private PollingAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("two polls at once", PollingAttacks::twoPolls),
                new Attack("crossed polls and posts", PollingAttacks::crossed),
                new Attack("two posts at once", PollingAttacks::twoPosts),
                new Attack("polls that are left", PollingAttacks::left),
                new Attack("requests behind a poll", PollingAttacks::pipelined),
                new Attack("two upgrades at once", PollingAttacks::twoUpgrades),
                new Attack("upgrades that stop half-way", PollingAttacks::halfUpgrade),
                new Attack("payloads that are none", PollingAttacks::payloads),
                new Attack("sessions of nobody", PollingAttacks::nobody),
                new Attack("sessions that are never used", PollingAttacks::abandoned));
    }

    /** Begins a session and returns its sid, or what is none if the server has had enough. */
    static String open(Target target) throws IOException {
        try (Wire wire = target.open()) {
            return OpenPacket.sid(wire.get(POLLING).read(200)).orElse("none");
        }
    }

    private static String path(Target target) throws IOException {
        return POLLING + "&sid=" + open(target);
    }

    private static void twoPolls(Target target, Random random) throws IOException {
        String path = path(target);
        try (Wire first = target.open().get(path);
                Wire second = target.open().get(path);
                Wire third = target.open().get(path)) {
            first.read(20);
            second.read(20);
            third.read(20);
        }
    }

    private static void crossed(Target target, Random random) throws IOException {
        String path = path(target);
        try (Wire polls = target.open().get(path);
                Wire posts = target.open()) {
            for (int i = 0; i < 20; i++) {
                posts.post(path, i == 0 ? "40/chat," : "42/chat," + i + "[\"who\",{}]");
                if (random.nextBoolean()) {
                    polls.get(path);
                }
            }
            polls.read(20);
            posts.read(20);
        }
    }

    private static void twoPosts(Target target, Random random) throws IOException {
        String path = path(target);
        try (Wire slow = target.open().request("POST " + path, "Content-Length: 1000\r\n");
                Wire other = target.open().post(path, "40")) {
            slow.send("40");
            other.read(20);
        }
    }

    private static void left(Target target, Random random) throws IOException {
        String path = path(target);
        for (int i = 0; i < 3; i++) {
            target.open().get(path).close();
        }
    }

    private static String webSocket(String sid) {
        return "/socket.io/?EIO=4&transport=websocket&sid=" + sid;
    }

    /** The poll waits until somebody says something; none of the answers is read. */
    private static void pipelined(Target target, Random random) throws IOException {
        String path = path(target);
        try (Wire wire = target.open()) {
            wire.post(path, "40").read(50);
            wire.post(path, "42[\"message\",\"p" + random.nextInt() + "\"]").read(50);
            wire.get(path).read(50);
        }
        Wire deaf = target.openNarrow();
        target.hold(deaf);
        deaf.get(path).send("GET /socket.io/socket.io.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
    }

    private static void twoUpgrades(Target target, Random random) throws IOException {
        String sid = open(target);
        try (Wire poll = target.open().get(POLLING + "&sid=" + sid);
                Wire first = target.open().upgrade(webSocket(sid), "");
                Wire second = target.open().upgrade(webSocket(sid), "")) {
            first.text("2probe");
            second.text("2probe", "5");
            first.text("5", "2probe", "40");
            poll.read(20);
        }
    }

    private static void halfUpgrade(Target target, Random random) throws IOException {
        String sid = open(target);
        Wire wire = target.open().upgrade(webSocket(sid), "");
        target.hold(wire);
        List<String> steps = List.of("2probe", "5", "40", "2", "2probe");
        wire.text(steps.get(random.nextInt(steps.size())));
    }

    private static void payloads(Target target, Random random) throws IOException {
        List<String> bodies = List.of(
                "",
                SEPARATOR.repeat(50_000),
                ("40" + SEPARATOR).repeat(1_000),
                "2:40" + SEPARATOR,
                "b%%%%" + SEPARATOR,
                "b" + "A".repeat(50_001),
                "1" + SEPARATOR + "40",
                "40" + SEPARATOR + "1" + SEPARATOR + "42[\"message\",\"x\"]",
                "\u00ff\u00fe",
                "x".repeat(1_000_001),
                "42[\"message\",\"" + "x".repeat(500_000) + "\"]");
        String path = path(target);
        try (Wire wire = target.open()) {
            String answer =
                    wire.post(path, bodies.get(random.nextInt(bodies.size()))).read(50);
            target.find(answer.startsWith("HTTP/1.1 500"), "a payload made the server fail");
        }
    }

    private static void nobody(Target target, Random random) throws IOException {
        List<String> sids = List.of("a".repeat(6_000), "", "%00", "..%2f", "null", "AAAAAAAAAAAAAAAAAAAAAAAA");
        String path = POLLING + "&sid=" + sids.get(random.nextInt(sids.size()));
        try (Wire wire = target.open().get(path)) {
            wire.read(20);
            wire.post(path, "40").read(20);
        }
    }

    private static void abandoned(Target target, Random random) throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Wire wire = target.open()) {
                wire.get(POLLING);
            }
        }
    }
}
