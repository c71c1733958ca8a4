package dev.parley.wire.websocket.autobahn;

import dev.parley.wire.websocket.Opcode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One case.
 *
 * @param id the suite's number, such as {@code 6.4.3}
 * @param about what is tried
 * @param bytes about how much the client sends
 * @param offer the client's {@code Sec-WebSocket-Extensions}, or empty
 * @param script what the client does
 * @param closeCodes what the server's Close frame may say; 1005 stands for a frame without a code
 */
public record AutobahnCase(String id, String about, long bytes, String offer, Script script, Set<Integer> closeCodes) {
    /** What the client does, built as it is asked for: some cases send many megabytes. */
    @FunctionalInterface
    public interface Script {
        /** @param deflate compresses the next message as was agreed with the server */
        Iterator<Turn> turns(UnaryOperator<byte[]> deflate);
    }

    /**
     * The client sends, then waits for the answers.
     *
     * @param chop how many bytes are written at a time; 0 for all
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Turn(byte[] bytes, int chop, List<Answer> answers) {}

    /** A message or a Pong that must come back. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its own equals
    public record Answer(Opcode opcode, byte[] payload) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Answer that && opcode == that.opcode && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(payload);
        }

        @Override
        public String toString() {
            int shown = Math.min(32, payload.length);
            return opcode + " of " + payload.length + ": " + HexFormat.of().formatHex(payload, 0, shown);
        }
    }

    @Override
    public String toString() {
        return "Case " + id + ": " + about;
    }
}
