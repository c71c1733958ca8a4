package dev.parley.wire.websocket.autobahn;

import dev.parley.wire.websocket.CloseCode;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.autobahn.AutobahnCase.Answer;
import dev.parley.wire.websocket.autobahn.AutobahnCase.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Categories 12 and 13: permessage-deflate, with five kinds of data and seven sets of parameters. */
final class CompressionCases {
    /** Payload bytes of a message, and bytes of a fragment or 0 for a whole message. */
    private static final int[][] SIZES = {
        {16, 0},
        {64, 0},
        {256, 0},
        {1024, 0},
        {4096, 0},
        {8192, 0},
        {16_384, 0},
        {32_768, 0},
        {65_536, 0},
        {131_072, 0},
        {8192, 256},
        {16_384, 256},
        {32_768, 256},
        {65_536, 256},
        {131_072, 256},
        {131_072, 1024},
        {131_072, 4096},
        {131_072, 32_768}
    };

    private static final String HINTS = "permessage-deflate; client_no_context_takeover; client_max_window_bits";

    private static final List<String> OFFERS = List.of(
            HINTS,
            HINTS + "; server_no_context_takeover",
            HINTS + "; server_max_window_bits=9",
            HINTS + "; server_max_window_bits=15",
            HINTS + "; server_no_context_takeover; server_max_window_bits=9",
            HINTS + "; server_no_context_takeover; server_max_window_bits=15",
            String.join(
                    ", ",
                    HINTS + "; server_no_context_takeover; server_max_window_bits=9",
                    HINTS + "; server_no_context_takeover",
                    HINTS));

    /** One kind of data, made of parts by their number. */
    private record Data(String name, Opcode opcode, IntFunction<byte[]> part) {
        private static final int BYTES = 1 << 20;

        byte[] bytes() {
            byte[] bytes = new byte[BYTES];
            int size = 0;
            for (int i = 0; size < BYTES; i++) {
                byte[] next = part.apply(i);
                System.arraycopy(next, 0, bytes, size, Math.min(next.length, BYTES - size));
                size += next.length;
            }
            return bytes;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<String> WORDS = List.of("Habe", "nun", "ach", "Sinn", "und", "Wort", "Kraft", "Tat");

    /** In the suite's order; from highly to hardly compressible. */
    private static final List<Data> DATA = List.of(
            new Data(
                    "JSON",
                    Opcode.TEXT,
                    i -> Script.utf8(
                            "{\"id\":" + i * 7919L % 1000 + ",\"name\":\"n\u00e4me " + i % 17 + "\",\"on\":true},")),
            new Data("picture", Opcode.BINARY, i -> new byte[] {(byte) (Math.sin(i / 50.0) * 120)}),
            new Data("prose", Opcode.BINARY, i -> Script.utf8(WORDS.get(((i * 31_337) >>> 3) & 7) + " ")),
            new Data(
                    "HTML",
                    Opcode.TEXT,
                    i -> Script.utf8(
                            "<li class=\"c" + i % 5 + "\"><a href=\"/p/" + i + "\">\u4e2d\u6587 " + i + "</a></li>\n")),
            new Data("noise", Opcode.BINARY, i -> {
                byte[] noise = new byte[1024];
                new Random(i).nextBytes(noise);
                return noise;
            }));

    private CompressionCases() {}

    static List<AutobahnCase> all(int messages) {
        List<AutobahnCase> all = new ArrayList<>();
        for (int i = 0; i < DATA.size(); i++) {
            sizes(all, "12." + (i + 1), DATA.get(i), HINTS, messages);
        }
        for (int i = 0; i < OFFERS.size(); i++) {
            sizes(all, "13." + (i + 1), DATA.get(0), OFFERS.get(i), messages);
        }
        return all;
    }

    private static void sizes(List<AutobahnCase> all, String group, Data data, String offer, int messages) {
        for (int i = 0; i < SIZES.length; i++) {
            int size = SIZES[i][0];
            int fragment = SIZES[i][1] == 0 ? Integer.MAX_VALUE : SIZES[i][1];
            all.add(new AutobahnCase(
                    group + "." + (i + 1),
                    messages + " times " + data + " of " + size + " in frames of " + SIZES[i][1] + ", " + offer,
                    (long) messages * size,
                    offer,
                    deflate -> turns(data, size, fragment, messages, deflate),
                    Set.of(CloseCode.NORMAL)));
        }
    }

    private static Iterator<Turn> turns(
            Data data, int size, int fragment, int messages, UnaryOperator<byte[]> deflate) {
        byte[] source = data.bytes();
        Stream<Turn> echoes = IntStream.range(0, messages).mapToObj(i -> {
            byte[] payload = cut(source, (int) ((long) i * size % (source.length - size - 4)), size, data.opcode);
            byte[] compressed = deflate.apply(payload);
            byte[] frames = new ClientFrames(i)
                    .fragmented(data.opcode, compressed, fragment, true)
                    .toBytes();
            return new Turn(frames, 0, List.of(new Answer(data.opcode, payload)));
        });
        Turn close = new Turn(new ClientFrames(0).close(CloseCode.NORMAL).toBytes(), 0, List.of());
        return Stream.concat(echoes, Stream.of(close)).iterator();
    }

    /** A piece of the data; of text without half a character at its ends. */
    private static byte[] cut(byte[] source, int from, int size, Opcode opcode) {
        int start = from;
        int end = from + size;
        if (opcode == Opcode.TEXT) {
            while ((source[start] & 0xC0) == 0x80) {
                start++;
            }
            while ((source[end] & 0xC0) == 0x80) {
                end++;
            }
        }
        return Arrays.copyOfRange(source, start, end);
    }
}
