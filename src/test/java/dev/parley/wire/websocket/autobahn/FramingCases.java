package dev.parley.wire.websocket.autobahn;

import static dev.parley.wire.websocket.CloseCode.PROTOCOL_ERROR;
import static dev.parley.wire.websocket.Opcode.BINARY;
import static dev.parley.wire.websocket.Opcode.PONG;
import static dev.parley.wire.websocket.Opcode.TEXT;
import static dev.parley.wire.websocket.autobahn.Script.clean;
import static dev.parley.wire.websocket.autobahn.Script.failed;
import static dev.parley.wire.websocket.autobahn.Script.filled;
import static dev.parley.wire.websocket.autobahn.Script.utf8;

import dev.parley.wire.websocket.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Categories 1 to 5: framing, pings, reserved bits, opcodes, fragmentation. */
final class FramingCases {
    private static final String HELLO = "Hello, world!";
    private static final byte[] NOT_UTF8 = {0, -1, -2, -3, -4, -5, 0, -1};
    private static final byte[] EMPTY = {};
    private static final int FIN = 0x80;
    private static final int PING = FIN | 0x9;

    private FramingCases() {}

    static List<AutobahnCase> all() {
        List<AutobahnCase> all = new ArrayList<>();
        lengths(all, 1, TEXT, '*');
        lengths(all, 2, BINARY, 0xFE);
        pings(all);
        reservedBits(all);
        reservedOpcodes(all);
        fragments(all);
        return all;
    }

    private static void lengths(List<AutobahnCase> all, int group, Opcode opcode, int with) {
        int[] sizes = {0, 125, 126, 127, 128, 65_535, 65_536, 65_536};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            int chop = i == 7 ? 997 : 0;
            all.add(clean(
                    "1." + group + "." + (i + 1),
                    opcode + " of " + size + (chop == 0 ? "" : " in chops of " + chop),
                    size,
                    s -> s.chop(chop).echoed(opcode, filled(size, with))));
        }
    }

    private static void pings(List<AutobahnCase> all) {
        byte[] longest = filled(125, 0xFE);
        pinged(all, "2.1", "a Ping without payload", EMPTY, 0);
        pinged(all, "2.2", "a Ping with text", utf8(HELLO), 0);
        pinged(all, "2.3", "a Ping with bytes", NOT_UTF8, 0);
        pinged(all, "2.4", "a Ping of 125", longest, 0);
        all.add(failed("2.5", "a Ping of 126", PROTOCOL_ERROR, s -> s.frame(PING, filled(126, 0xFE))));
        pinged(all, "2.6", "a Ping of 125 byte by byte", longest, 1);
        all.add(clean("2.7", "a Pong that nobody asked for", 10, s -> s.frame(FIN | 0xA, EMPTY)));
        all.add(clean("2.8", "such a Pong with payload", 40, s -> s.frame(FIN | 0xA, "unsolicited")));
        all.add(clean(
                "2.9",
                "such a Pong, then a Ping",
                60,
                s -> s.frame(FIN | 0xA, "unsolicited")
                        .frame(PING, "ping payload")
                        .expect(PONG, "ping payload")));
        for (int chop : new int[] {0, 1}) {
            all.add(clean("2." + (10 + chop), "ten Pings" + byteByByte(chop), 200, s -> {
                s.chop(chop);
                for (int i = 0; i < 10; i++) {
                    s.frame(PING, "payload-" + i).expect(PONG, "payload-" + i);
                }
            }));
        }
    }

    private static void pinged(List<AutobahnCase> all, String id, String about, byte[] payload, int chop) {
        all.add(clean(id, about, 200, s -> s.chop(chop).frame(PING, payload).expect(PONG, payload)));
    }

    private static void reservedBits(List<AutobahnCase> all) {
        all.add(failed("3.1", "a text with RSV 1", PROTOCOL_ERROR, s -> s.frame(FIN | 0x11, HELLO)));
        int[] chops = {0, 20, 1};
        for (int rsv = 2; rsv <= 4; rsv++) {
            int bits = rsv << 4;
            int chop = chops[rsv - 2];
            all.add(failed(
                    "3." + rsv,
                    "a good text, a text with RSV " + rsv + ", a Ping",
                    PROTOCOL_ERROR,
                    s -> s.chop(chop)
                            .echoed(TEXT, utf8(HELLO))
                            .frame(FIN | bits | 1, HELLO)
                            .frame(PING, EMPTY)));
        }
        all.add(failed("3.5", "bytes with RSV 5", PROTOCOL_ERROR, s -> s.frame(FIN | 0x52, NOT_UTF8)));
        all.add(failed("3.6", "a Ping with RSV 6", PROTOCOL_ERROR, s -> s.frame(FIN | 0x69, HELLO)));
        all.add(failed("3.7", "a Close with RSV 7", PROTOCOL_ERROR, s -> s.frame(FIN | 0x78, EMPTY)));
    }

    private static void reservedOpcodes(List<AutobahnCase> all) {
        for (int group = 1; group <= 2; group++) {
            int first = group == 1 ? 3 : 11;
            for (int i = 0; i < 5; i++) {
                int opcode = first + i;
                byte[] payload = i == 0 || i == 2 ? EMPTY : utf8(HELLO);
                Consumer<Script> steps = i < 2
                        ? s -> s.frame(FIN | opcode, payload)
                        : s -> s.echoed(TEXT, utf8(HELLO))
                                .frame(FIN | opcode, payload)
                                .frame(PING, EMPTY);
                int chop = i == 4 ? 1 : 0;
                all.add(failed(
                        "4." + group + "." + (i + 1),
                        "opcode " + opcode,
                        PROTOCOL_ERROR,
                        s -> steps.accept(s.chop(chop))));
            }
        }
    }

    private static void fragments(List<AutobahnCase> all) {
        all.add(failed(
                "5.1",
                "a Ping in two fragments",
                PROTOCOL_ERROR,
                s -> s.frame(0x9, "a").frame(FIN, "b")));
        all.add(failed(
                "5.2",
                "a Pong in two fragments",
                PROTOCOL_ERROR,
                s -> s.frame(0xA, "a").frame(FIN, "b")));
        int[] chops = {0, 15, 1};
        for (int i = 0; i < 3; i++) {
            int chop = chops[i];
            all.add(clean(
                    "5." + (3 + i),
                    "two fragments" + byteByByte(chop),
                    50,
                    s -> s.chop(chop)
                            .frame(1, "fragment1")
                            .frame(FIN, "fragment2")
                            .expect(TEXT, "fragment1fragment2")));
            all.add(clean(
                    "5." + (6 + i),
                    "a Ping between two fragments" + byteByByte(chop),
                    80,
                    s -> s.chop(chop)
                            .frame(1, "fragment1")
                            .frame(PING, "ping payload")
                            .frame(FIN, "fragment2")
                            .expect(PONG, "ping payload")
                            .expect(TEXT, "fragment1fragment2")));
            all.add(failed(
                    "5." + (9 + i),
                    "a last fragment of nothing" + byteByByte(chop),
                    PROTOCOL_ERROR,
                    s -> s.chop(chop).frame(FIN, "non-continuation").frame(FIN | 1, HELLO)));
            all.add(failed(
                    "5." + (12 + i),
                    "a fragment of nothing" + byteByByte(chop),
                    PROTOCOL_ERROR,
                    s -> s.chop(chop).frame(0, "non-continuation").frame(FIN | 1, HELLO)));
        }
        all.add(failed(
                "5.15",
                "a fragment behind a whole message",
                PROTOCOL_ERROR,
                s -> s.frame(1, "fragment1")
                        .frame(FIN, "fragment2")
                        .expect(TEXT, "fragment1fragment2")
                        .frame(0, "fragment3")
                        .frame(FIN | 1, "fragment4")));
        for (int fin : new int[] {0, FIN}) {
            all.add(failed("5." + (fin == 0 ? 16 : 17), "a fragment of nothing, then two, twice", PROTOCOL_ERROR, s -> {
                for (int i = 0; i < 2; i++) {
                    s.frame(fin, "fragment1").frame(1, "fragment2").frame(FIN, "fragment3");
                }
            }));
        }
        all.add(failed(
                "5.18",
                "a second fragment that calls itself a text",
                PROTOCOL_ERROR,
                s -> s.frame(1, "a").frame(FIN | 1, "b")));
        for (int i = 0; i < 2; i++) {
            int chop = i == 0 ? 0 : 15;
            all.add(clean(
                    "5." + (19 + i),
                    "five fragments, two Pings answered at once",
                    150,
                    s -> s.chop(chop)
                            .frame(1, "fragment1")
                            .frame(0, "fragment2")
                            .frame(PING, "pongme 1!")
                            .expect(PONG, "pongme 1!")
                            .turn()
                            .frame(0, "fragment3")
                            .frame(0, "fragment4")
                            .frame(PING, "pongme 2!")
                            .frame(FIN, "fragment5")
                            .expect(PONG, "pongme 2!")
                            .expect(TEXT, "fragment1fragment2fragment3fragment4fragment5")));
        }
    }

    private static String byteByByte(int chop) {
        return chop == 0 ? "" : chop == 1 ? " byte by byte" : " in chops of " + chop;
    }
}
