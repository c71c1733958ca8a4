package dev.parley.wire.websocket.autobahn;

import static dev.parley.wire.websocket.CloseCode.INVALID_PAYLOAD;
import static dev.parley.wire.websocket.Opcode.TEXT;
import static dev.parley.wire.websocket.autobahn.Script.clean;
import static dev.parley.wire.websocket.autobahn.Script.failed;
import static dev.parley.wire.websocket.autobahn.Script.utf8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Category 6: text that is UTF-8, and text that is not. */
final class Utf8Cases {
    /** Greek, with characters of two and of three bytes. */
    private static final String KOSME = "cebae1bdb9cf83cebcceb5";

    /** Up to 6.4.x: valid for twelve bytes, then a code point above U+10FFFF; its second byte is the offending one. */
    private static final String TOO_HIGH = KOSME + "f4908080" + "656469746564";

    private static final int FIN = 0x80;

    /** Groups 6.5 to 6.23: each string is one case. What is valid is left to the JDK, another decoder than ours. */
    private static final List<List<String>> SEQUENCES = List.of(
            List.of(
                    "68656c6c6f24776f726c64",
                    "68656c6c6fc2a2776f726c64",
                    "68656c6c6fe282ac776f726c64",
                    "68656c6c6ff0a4ada2776f726c64",
                    KOSME),
            prefixes(KOSME),
            List.of("00", "c280", "e0a080", "f0908080"),
            List.of("f888808080", "fc8480808080"),
            List.of("7f", "dfbf", "efbfbf", "f48fbfbf"),
            List.of("f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf"),
            List.of("ed9fbf", "ee8080", "efbfbd", "f48fbfbf", "f4908080"),
            List.of("80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf", range(0x80, 0xBF, "")),
            List.of(
                    range(0xC0, 0xDF, "20"),
                    range(0xE0, 0xEF, "20"),
                    range(0xF0, 0xF7, "20"),
                    range(0xF8, 0xFB, "20"),
                    range(0xFC, 0xFD, "20")),
            List.of("c0", "e080", "f08080", "f8808080", "fc80808080", "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf"),
            List.of("c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf"),
            List.of("fe", "ff", "fefeffff"),
            List.of("c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"),
            List.of("c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"),
            List.of("c080", "e08080", "f0808080", "f880808080", "fc8080808080"),
            List.of("eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf"),
            List.of(
                    "eda080edb080",
                    "eda080edbfbf",
                    "edadbfedb080",
                    "edadbfedbfbf",
                    "edae80edb080",
                    "edae80edbfbf",
                    "edafbfedb080",
                    "edafbfedbfbf"),
            nonCharacters(),
            List.of("efbfb9", "efbfba", "efbfbb", "efbfbc", "efbfbd", "efbfbe", "efbfbf"));

    private Utf8Cases() {}

    static List<AutobahnCase> all() {
        List<AutobahnCase> all = new ArrayList<>();
        valid(all);
        invalid(all);
        for (int group = 0; group < SEQUENCES.size(); group++) {
            List<String> sequences = SEQUENCES.get(group);
            for (int i = 0; i < sequences.size(); i++) {
                byte[] payload = bytes(sequences.get(i));
                String id = "6." + (5 + group) + "." + (i + 1);
                all.add(
                        isUtf8(payload)
                                ? clean(id, "is UTF-8: " + sequences.get(i), 40, s -> s.echoed(TEXT, payload))
                                : failed(
                                        id,
                                        "is not UTF-8: " + sequences.get(i),
                                        INVALID_PAYLOAD,
                                        s -> s.frame(FIN | 1, payload)));
            }
        }
        return all;
    }

    private static void valid(List<AutobahnCase> all) {
        byte[] text = utf8("Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!");
        all.add(clean("6.1.1", "an empty text", 10, s -> s.echoed(TEXT, new byte[0])));
        all.add(clean(
                "6.1.2",
                "an empty text in three fragments",
                30,
                s -> s.frame(1, "").frame(0, "").frame(FIN, "").expect(TEXT, "")));
        all.add(clean(
                "6.1.3",
                "three fragments, only the second not empty",
                40,
                s -> s.frame(1, "").frame(0, "middle").frame(FIN, "").expect(TEXT, "middle")));
        all.add(clean("6.2.1", "a text whole", 40, s -> s.echoed(TEXT, text)));
        all.add(clean(
                "6.2.2",
                "a text cut between two characters",
                50,
                s -> s.frame(1, Arrays.copyOf(text, 13))
                        .frame(FIN, Arrays.copyOfRange(text, 13, text.length))
                        .expect(TEXT, text)));
        all.add(clean(
                "6.2.3",
                "a text in fragments of one byte",
                250,
                s -> s.fragmented(TEXT, text, 1).expect(TEXT, text)));
        byte[] kosme = bytes(KOSME);
        all.add(clean(
                "6.2.4",
                "a Greek text in fragments of one byte",
                100,
                s -> s.fragmented(TEXT, kosme, 1).expect(TEXT, kosme)));
    }

    private static void invalid(List<AutobahnCase> all) {
        byte[] surrogate = bytes(KOSME + "eda080" + "656469746564");
        all.add(failed("6.3.1", "a surrogate", INVALID_PAYLOAD, s -> s.frame(FIN | 1, surrogate)));
        all.add(failed(
                "6.3.2",
                "a surrogate in fragments of one byte",
                INVALID_PAYLOAD,
                s -> s.fragmented(TEXT, surrogate, 1)));
        // The rest of each message is never sent: the server fails at the offending byte, or the case never ends.
        byte[] tooHigh = bytes(TOO_HIGH);
        all.add(failed(
                "6.4.1",
                "the second of three fragments is not UTF-8",
                INVALID_PAYLOAD,
                s -> s.frame(1, Arrays.copyOf(tooHigh, 11)).turn().frame(0, Arrays.copyOfRange(tooHigh, 11, 15))));
        all.add(failed(
                "6.4.2",
                "the second fragment is the offending byte",
                INVALID_PAYLOAD,
                s -> s.frame(1, Arrays.copyOf(tooHigh, 12)).turn().frame(0, Arrays.copyOfRange(tooHigh, 12, 13))));
        all.add(failed(
                "6.4.3", "the second of three chops is not UTF-8", INVALID_PAYLOAD, s -> chops(s, tooHigh, 11, 15)));
        all.add(failed(
                "6.4.4", "the second chop is the offending byte", INVALID_PAYLOAD, s -> chops(s, tooHigh, 12, 13)));
    }

    private static void chops(Script script, byte[] payload, int first, int second) {
        byte[] frame = new ClientFrames(1).raw(FIN | 1, payload).toBytes();
        int header = frame.length - payload.length;
        script.bytes(Arrays.copyOf(frame, header + first))
                .bytes(Arrays.copyOfRange(frame, header + first, header + second));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static List<String> prefixes(String hex) {
        List<String> all = new ArrayList<>();
        for (int end = 2; end <= hex.length(); end += 2) {
            all.add(hex.substring(0, end));
        }
        return all;
    }

    private static String range(int from, int to, String between) {
        StringBuilder hex = new StringBuilder();
        for (int i = from; i < to; i++) {
            hex.append(String.format("%02x", i)).append(between);
        }
        return hex.toString();
    }

    /** The last two code points of each plane: valid, though no characters. */
    private static List<String> nonCharacters() {
        List<String> all = new ArrayList<>(List.of("efbfbe", "efbfbf"));
        for (int plane = 1; plane <= 16; plane++) {
            for (int low = 0xFFFE; low <= 0xFFFF; low++) {
                byte[] utf8 = utf8(Character.toString((plane << 16) | low));
                all.add(HexFormat.of().formatHex(utf8));
            }
        }
        return all;
    }
}
