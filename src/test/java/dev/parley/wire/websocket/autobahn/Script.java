package dev.parley.wire.websocket.autobahn;

import dev.parley.wire.websocket.CloseCode;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.autobahn.AutobahnCase.Answer;
import dev.parley.wire.websocket.autobahn.AutobahnCase.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Builds the turns of a case. */
final class Script {
    private final List<Turn> turns = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final long seed;
    private ClientFrames frames;
    private int chop;

    private Script(String id) {
        this.seed = id.hashCode();
        this.frames = new ClientFrames(seed);
    }

    /** A case that ends when the client closes with 1000. */
    static AutobahnCase clean(String id, String about, long bytes, Consumer<Script> steps) {
        return ending(
                id,
                about,
                bytes,
                Set.of(CloseCode.NORMAL),
                steps.andThen(s -> s.turn().frames.close(1000)));
    }

    /** A case that the server ends. */
    static AutobahnCase failed(String id, String about, int code, Consumer<Script> steps) {
        return ending(id, about, 1000, Set.of(code), steps);
    }

    static AutobahnCase ending(String id, String about, long bytes, Set<Integer> codes, Consumer<Script> steps) {
        return new AutobahnCase(
                id,
                about,
                bytes,
                "",
                deflate -> {
                    Script script = new Script(id);
                    steps.accept(script);
                    return script.turn().turns.iterator();
                },
                codes);
    }

    /** Waits for the answers before it goes on. */
    Script turn() {
        turns.add(new Turn(frames.toBytes(), chop, List.copyOf(answers)));
        answers.clear();
        frames = new ClientFrames(seed + turns.size());
        return this;
    }

    Script chop(int bytes) {
        chop = bytes;
        return this;
    }

    Script frame(int firstByte, byte[] payload) {
        frames.raw(firstByte, payload);
        return this;
    }

    Script frame(int firstByte, String payload) {
        return frame(firstByte, utf8(payload));
    }

    Script fragmented(Opcode opcode, byte[] payload, int size) {
        frames.fragmented(opcode, payload, size, false);
        return this;
    }

    Script close(int code, byte... reason) {
        frames.close(code, reason);
        return this;
    }

    /** Bytes as they are. */
    Script bytes(byte[] bytes) {
        turn();
        turns.set(turns.size() - 1, new Turn(bytes, chop, List.of()));
        return this;
    }

    Script expect(Opcode opcode, byte[] payload) {
        answers.add(new Answer(opcode, payload));
        return this;
    }

    Script expect(Opcode opcode, String payload) {
        return expect(opcode, utf8(payload));
    }

    /** Sends a message whole and expects it back. */
    Script echoed(Opcode opcode, byte[] payload) {
        return frame(0x80 | opcode.code(), payload).expect(opcode, payload);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** So many bytes of a pattern, over and over. */
    static byte[] repeated(int size, byte... pattern) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = pattern[i % pattern.length];
        }
        return bytes;
    }

    static byte[] filled(int size, int with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }
}
