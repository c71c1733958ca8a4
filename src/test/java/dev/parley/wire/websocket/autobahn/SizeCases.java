package dev.parley.wire.websocket.autobahn;

import static dev.parley.wire.websocket.Opcode.BINARY;
import static dev.parley.wire.websocket.Opcode.TEXT;
import static dev.parley.wire.websocket.autobahn.Script.clean;
import static dev.parley.wire.websocket.autobahn.Script.filled;
import static dev.parley.wire.websocket.autobahn.Script.repeated;
import static dev.parley.wire.websocket.autobahn.Script.utf8;

import dev.parley.wire.websocket.Opcode;
import java.util.ArrayList;
import java.util.List;

/** Categories 9 and 10: long messages, many fragments, many messages. */
final class SizeCases {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private SizeCases() {}

    static List<AutobahnCase> all(int messages) {
        List<AutobahnCase> all = new ArrayList<>();
        byte[] bytes = {0, -2, 0x23, -6, -16};
        whole(all, 1, TEXT, utf8("BAsd7&jh23"));
        whole(all, 2, BINARY, bytes);
        fragmented(all, 3, TEXT, '*');
        fragmented(all, 4, BINARY, 0xFE);
        chopped(all, 5, TEXT, utf8("BAsd7&jh23"));
        chopped(all, 6, BINARY, bytes);
        many(all, 7, TEXT, '*', messages);
        many(all, 8, BINARY, 0xFE, messages);
        byte[] text = filled(64 * KIB, '*');
        all.add(clean(
                "10.1.1",
                "a text of 64 KiB in fragments of 1300",
                64 * KIB,
                s -> s.fragmented(TEXT, text, 1300).expect(TEXT, text)));
        return all;
    }

    private static void whole(List<AutobahnCase> all, int group, Opcode opcode, byte[] pattern) {
        int[] sizes = {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            all.add(clean(
                    "9." + group + "." + (i + 1),
                    opcode + " of " + size,
                    size,
                    s -> s.echoed(opcode, repeated(size, pattern))));
        }
    }

    /** The smallest fragments make 65,536 of them. */
    private static void fragmented(List<AutobahnCase> all, int group, Opcode opcode, int with) {
        int fragment = 64;
        for (int i = 1; i <= 9; i++, fragment *= 4) {
            int size = fragment;
            all.add(clean("9." + group + "." + i, opcode + " of 4 MiB in fragments of " + size, 4 * MIB, s -> {
                byte[] payload = filled(4 * MIB, with);
                s.fragmented(opcode, payload, size).expect(opcode, payload);
            }));
        }
    }

    private static void chopped(List<AutobahnCase> all, int group, Opcode opcode, byte[] pattern) {
        for (int i = 0; i < 6; i++) {
            int chop = 64 << i;
            all.add(clean(
                    "9." + group + "." + (i + 1),
                    opcode + " of 1 MiB in chops of " + chop,
                    MIB,
                    s -> s.chop(chop).echoed(opcode, repeated(MIB, pattern))));
        }
    }

    private static void many(List<AutobahnCase> all, int group, Opcode opcode, int with, int messages) {
        int[] sizes = {0, 16, 64, 256, 1024, 4096};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            String about = messages + " times " + opcode + " of " + size + ", one after the other";
            all.add(clean("9." + group + "." + (i + 1), about, (long) messages * size, s -> {
                for (int message = 0; message < messages; message++) {
                    s.echoed(opcode, filled(size, with)).turn();
                }
            }));
        }
    }
}
