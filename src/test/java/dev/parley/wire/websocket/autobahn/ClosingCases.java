package dev.parley.wire.websocket.autobahn;

import static dev.parley.wire.websocket.CloseCode.INVALID_PAYLOAD;
import static dev.parley.wire.websocket.CloseCode.NORMAL;
import static dev.parley.wire.websocket.CloseCode.NO_STATUS;
import static dev.parley.wire.websocket.CloseCode.PROTOCOL_ERROR;
import static dev.parley.wire.websocket.Opcode.TEXT;
import static dev.parley.wire.websocket.autobahn.Script.clean;
import static dev.parley.wire.websocket.autobahn.Script.ending;
import static dev.parley.wire.websocket.autobahn.Script.failed;
import static dev.parley.wire.websocket.autobahn.Script.filled;
import static dev.parley.wire.websocket.autobahn.Script.repeated;
import static dev.parley.wire.websocket.autobahn.Script.utf8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Category 7: the closing handshake. */
final class ClosingCases {
    private static final byte[] HELLO = utf8("Hello World!");
    private static final int FIN = 0x80;
    private static final int CLOSE = FIN | 0x8;
    private static final int PING = FIN | 0x9;

    private ClosingCases() {}

    static List<AutobahnCase> all() {
        List<AutobahnCase> all = new ArrayList<>();
        order(all);
        bodies(all);
        int[] valid = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999};
        for (int i = 0; i < valid.length; i++) {
            int code = valid[i];
            all.add(ending("7.7." + (i + 1), "Close " + code, 10, Set.of(code), s -> s.close(code)));
        }
        int[] invalid = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999};
        for (int i = 0; i < invalid.length; i++) {
            int code = invalid[i];
            all.add(failed("7.9." + (i + 1), "Close " + code, PROTOCOL_ERROR, s -> s.close(code)));
        }
        // The suite leaves these two open; no list of codes has them (section 7.4.2).
        all.add(failed("7.13.1", "Close 5000", PROTOCOL_ERROR, s -> s.close(5000)));
        all.add(failed("7.13.2", "Close 65535", PROTOCOL_ERROR, s -> s.close(65_535)));
        return all;
    }

    private static void order(List<AutobahnCase> all) {
        all.add(clean("7.1.1", "a text, then Close", 40, s -> s.echoed(TEXT, HELLO)));
        all.add(ending(
                "7.1.2", "two Closes", 20, Set.of(NORMAL), s -> s.close(NORMAL).frame(CLOSE, "")));
        all.add(ending(
                "7.1.3",
                "a Ping behind Close",
                20,
                Set.of(NORMAL),
                s -> s.close(NORMAL).frame(PING, "")));
        all.add(ending(
                "7.1.4",
                "a text behind Close",
                40,
                Set.of(NORMAL),
                s -> s.close(NORMAL).frame(FIN | 1, HELLO)));
        all.add(ending(
                "7.1.5",
                "Close between two fragments",
                50,
                Set.of(NORMAL),
                s -> s.frame(1, "fragment1").close(NORMAL).frame(FIN, "fragment2")));
        byte[] large = repeated(256 << 10, utf8("BAsd7&jh23"));
        all.add(ending(
                "7.1.6",
                "a text of 256 KiB, a text, Close, a Ping",
                256 << 10,
                Set.of(NORMAL),
                s -> s.echoed(TEXT, large).echoed(TEXT, HELLO).close(NORMAL).frame(PING, "")));
    }

    private static void bodies(List<AutobahnCase> all) {
        byte[] notUtf8 = HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5eda080656469746564");
        all.add(ending("7.3.1", "Close without a code", 10, Set.of(NORMAL, NO_STATUS), s -> s.frame(CLOSE, "")));
        all.add(failed("7.3.2", "Close with one byte", PROTOCOL_ERROR, s -> s.frame(CLOSE, "a")));
        all.add(ending("7.3.3", "Close with a code", 10, Set.of(NORMAL), s -> s.close(NORMAL)));
        all.add(ending("7.3.4", "Close with a reason", 20, Set.of(NORMAL), s -> s.close(NORMAL, HELLO)));
        all.add(ending(
                "7.3.5", "Close with the longest reason", 130, Set.of(NORMAL), s -> s.close(NORMAL, filled(123, '*'))));
        all.add(failed("7.3.6", "Close with a longer one", PROTOCOL_ERROR, s -> s.close(NORMAL, filled(124, '*'))));
        all.add(failed(
                "7.5.1", "Close with a reason that is not UTF-8", INVALID_PAYLOAD, s -> s.close(NORMAL, notUtf8)));
    }
}
