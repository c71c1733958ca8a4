package dev.parley.abuse;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests that are none, that never end, that mean two things, or that ask for what nobody may have. */
final class HttpAttacks {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    /** Bodies whose end two servers may see in different places; the last bytes are a request of their own. */
    private static final List<String> AMBIGUOUS = List.of(
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: +4\r\n\r\nabcd",
            "Content-Length: 99999999999999999999\r\n\r\nabcd",
            "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding:\u000Bchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF1\r\nabcd\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n-1\r\nabcd\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n4;" + "x".repeat(60_000) + "\r\nabcd\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: " + "x".repeat(60_000) + "\r\n\r\n", // CVE-2023-46589
            "Transfer-Encoding: chunked\r\n\r\n4\nabcd\n0\n\n",
            " Leading: space\r\nContent-Length: 4\r\n\r\nabcd", // CVE-2026-28369
            "X-Folded: a\r\n b\r\nContent-Length: 4\r\n\r\nabcd");

    private static final List<String> PATHS = List.of(
            "/WEB-INF/web.xml",
            "/web-inf/web.xml",
            "/WEB-INF./web.xml",
            "//WEB-INF/web.xml",
            "/./WEB-INF/web.xml",
            "/lab/../WEB-INF/web.xml",
            "/lab/%2e%2e/WEB-INF/web.xml",
            "/lab/..%2fWEB-INF/web.xml",
            "/lab/..;/WEB-INF/web.xml",
            "/lab/%252e%252e/WEB-INF/web.xml",
            "/lab/..%5cWEB-INF%5cweb.xml",
            "/lab/..%c0%afWEB-INF/web.xml",
            "/%57EB-INF/web.xml",
            "/WEB-INF/web.xml%00.html",
            "/WEB-INF;x=1/web.xml",
            "/socket.io/../WEB-INF/web.xml",
            "/socket.io/socket.io.js/../../WEB-INF/web.xml",
            "/vendor/..;/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/../../../../../../etc/passwd",
            "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd");

    private HttpAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("garbage", HttpAttacks::garbage),
                new Attack("slow head", HttpAttacks::slowHead),
                new Attack("slow body", HttpAttacks::slowBody),
                new Attack("long head", HttpAttacks::longHead),
                new Attack("many headers", HttpAttacks::manyHeaders),
                new Attack("handshake of spaces", HttpAttacks::spaces),
                new Attack("body without end", HttpAttacks::endlessBody),
                new Attack("request smuggling", HttpAttacks::smuggle),
                new Attack("header injection", HttpAttacks::inject),
                new Attack("path traversal", HttpAttacks::traverse),
                new Attack("odd methods", HttpAttacks::methods),
                new Attack("odd queries", HttpAttacks::queries));
    }

    private static void garbage(Target target, Random random) throws IOException {
        byte[] bytes = new byte[1 + random.nextInt(4_096)];
        random.nextBytes(bytes);
        try (Wire wire = target.open()) {
            wire.send(bytes).read(50);
        }
    }

    private static void slowHead(Target target, Random random) throws IOException {
        target.hold(target.open().send("GET " + POLLING + " HTTP/1.1\r\nHost: x\r\nX-Slow: "));
    }

    private static void slowBody(Target target, Random random) throws IOException {
        String sid = PollingAttacks.open(target);
        target.hold(target.open().request("POST " + POLLING + "&sid=" + sid, "Content-Length: 100000\r\n"));
    }

    private static void longHead(Target target, Random random) throws IOException {
        try (Wire wire = target.open()) {
            wire.request("GET /" + "a".repeat(random.nextInt(100_000)), "X-Long: " + "b".repeat(100_000) + "\r\n");
            wire.read(50);
        }
    }

    /** CVE-2024-37890. */
    private static void manyHeaders(Target target, Random random) throws IOException {
        String headers =
                IntStream.range(0, 2_000).mapToObj(i -> "X-" + i + ": x\r\n").collect(Collectors.joining());
        try (Wire wire = target.open()) {
            wire.upgrade("/socket.io/?EIO=4&transport=websocket", headers);
        }
    }

    /** CVE-2021-32640, and its like in the other lists of a handshake. */
    private static void spaces(Target target, Random random) throws IOException {
        String spaces = " ".repeat(5_000);
        try (Wire wire = target.open()) {
            wire.upgrade(
                    FrameAttacks.path(random),
                    "Sec-WebSocket-Protocol: b" + spaces + "x\r\nSec-WebSocket-Extensions: permessage-deflate; x=\""
                            + "\\".repeat(500) + spaces + "\r\nSec-WebSocket-Extensions: __proto__, constructor\r\n");
        }
    }

    private static void endlessBody(Target target, Random random) throws IOException {
        String chunk = "1000\r\n" + "4".repeat(4_096) + "\r\n";
        try (Wire wire = target.open()) {
            wire.request("POST " + POLLING + "&sid=" + PollingAttacks.open(target), "Transfer-Encoding: chunked\r\n");
            for (int i = 0; i < 2_000; i++) {
                wire.send(chunk);
            }
        }
    }

    private static void smuggle(Target target, Random random) throws IOException {
        String body = AMBIGUOUS.get(random.nextInt(AMBIGUOUS.size()));
        try (Wire wire = target.open()) {
            wire.send("POST /api/logout HTTP/1.1\r\nHost: x\r\n" + body
                    + "GET /inspect/accept?key=smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
            String answer = wire.read(100);
            target.find(answer.contains("HTTP/1.1 500"), "a request whose length is ambiguous made the server fail");
        }
    }

    private static void inject(Target target, Random random) throws IOException {
        String evil = "%0d%0aX-Injected:%201%0d%0a";
        List<String> paths = List.of(
                POLLING + "&j=0" + evil,
                "/lab" + evil,
                "/" + evil,
                "/clock?delay=1s" + evil,
                "/inspect/accept?key=" + evil,
                "/api/rooms/" + evil + "/messages",
                "/lab?" + evil);
        try (Wire wire = target.open()) {
            String head = wire.get(paths.get(random.nextInt(paths.size()))).head();
            target.find(head.toLowerCase(Locale.ROOT).contains("\nx-injected:"), "a header was injected:\n" + head);
        }
    }

    private static void traverse(Target target, Random random) throws IOException {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        try (Wire wire = target.open()) {
            String answer = wire.request("GET " + path, "Connection: close\r\n").read(300);
            target.find(
                    answer.contains("<web-app") || answer.contains("root:") || answer.contains("Manifest-Version"),
                    path + " was served");
        }
    }

    private static void methods(Target target, Random random) throws IOException {
        List<String> methods =
                List.of("TRACE", "TRACK", "CONNECT", "PROPFIND", "DELETE", "PUT", "get", "\u0000", "OPTIONS");
        String method = methods.get(random.nextInt(methods.size()));
        try (Wire wire = target.open()) {
            String answer = wire.request(
                            method + " " + FrameAttacks.path(random), "X-Secret: s3cret\r\nConnection: close\r\n")
                    .read(100);
            target.find(answer.contains("s3cret"), method + " tells what was asked");
            target.find(answer.contains("\tat "), method + " is answered with a stack trace");
        }
    }

    private static void queries(Target target, Random random) throws IOException {
        List<String> paths = List.of(
                "/api/rooms/lobby/messages?before=99999999999999999999",
                "/api/rooms/lobby/messages?limit=-1&limit=2&limit=",
                "/api/rooms/%00/messages",
                "/api/rooms/%ff%fe/messages",
                "/clock?" + "a=b&".repeat(1_500),
                "/clock?delay=-1s&cut=99999999999",
                "/inspect/frames?bytes=" + "81".repeat(3_000),
                "/inspect/frames?bytes=81ff7fffffffffffffff",
                "/inspect/accept?key=" + "%".repeat(100),
                "/socket.io/?EIO=4&EIO=3&transport=polling&transport=websocket",
                "/socket.io/?EIO=4&transport=constructor&sid=__proto__",
                "/socket.io/?%ff=%ff&EIO=%34&transport=polling%00");
        try (Wire wire = target.open()) {
            String path = paths.get(random.nextInt(paths.size()));
            String answer = wire.request("GET " + path, "Connection: close\r\n").read(100);
            target.find(answer.startsWith("HTTP/1.1 500"), path + " made the server fail");
            target.find(answer.contains("\tat "), path + " is answered with a stack trace");
        }
    }
}
