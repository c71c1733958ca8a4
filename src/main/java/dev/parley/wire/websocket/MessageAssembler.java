package dev.parley.wire.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Puts the payloads of data frames together to one message (section 5.4), and holds nothing between two of them. */
final class MessageAssembler {
    private final Limits limits;
    private final @Nullable MessageInflater inflater;
    private final Utf8Validator utf8 = new Utf8Validator();

    private @Nullable Opcode type;
    private boolean compressed;
    private int fragments;
    private long wireBytes;
    private int expected;
    private @Nullable MessageBuffer gathered;

    MessageAssembler(Limits limits, @Nullable MessageInflater inflater) {
        this.limits = limits;
        this.inflater = inflater;
    }

    /** Whether a message has begun that has not ended. */
    boolean isInsideMessage() {
        return type != null;
    }

    /** A data frame begins: the first of a message, or one that continues it. */
    @Nullable
    Violation begin(int opcode, boolean fin, boolean rsv1, long length) {
        if (type == null) {
            type = opcode == Opcode.TEXT.code() ? Opcode.TEXT : Opcode.BINARY;
            compressed = rsv1;
            fragments = 0;
            wireBytes = 0;
            utf8.reset();
        }
        if (++fragments > limits.maxFragments()) {
            return Violation.TOO_MANY_FRAGMENTS;
        }
        // Of a compressed message, what comes out is counted where it does.
        long most = compressed ? limits.maxCompressedBytes() : limits.maxMessageBytes();
        if (length > most - wireBytes) {
            return Violation.MESSAGE_TOO_BIG;
        }
        wireBytes += length;
        expected = fin ? (int) Math.min(wireBytes, limits.maxMessageBytes()) : limits.maxMessageBytes();
        return null;
    }

    /**
     * The next bytes of the frame's payload.
     *
     * @param last whether the message ends with them: then {@link #deliver} follows
     */
    @Nullable
    Violation add(byte[] input, int from, int count, boolean last) {
        Violation violation = compressed ? inflate(input, from, count, last) : gather(input, from, count, last);
        return violation == null && last && type == Opcode.TEXT && !utf8.isComplete()
                ? Violation.TEXT_NOT_UTF8
                : violation;
    }

    private @Nullable Violation gather(byte[] input, int from, int count, boolean last) {
        if (type == Opcode.TEXT && utf8.check(input, from, from + count) < from + count) {
            return Violation.TEXT_NOT_UTF8;
        }
        if (!last || gathered != null) {
            buffer().append(input, from, count, expected);
        }
        return null;
    }

    private @Nullable Violation inflate(byte[] input, int from, int count, boolean last) {
        MessageInflater source = Objects.requireNonNull(inflater);
        MessageBuffer target = buffer();
        int before = target.size();
        Violation violation;
        try {
            boolean fits = source.inflate(input, from, count, target, limits.maxFragments())
                    && (!last || source.finish(target));
            violation = fits ? null : Violation.MESSAGE_TOO_BIG;
        } catch (DataFormatException e) {
            violation = Violation.NOT_DEFLATE;
        }
        // What came out before that counts first, so that nothing depends on the pieces in which the bytes arrived.
        return type == Opcode.TEXT && utf8.check(target.array(), before, target.size()) < target.size()
                ? Violation.TEXT_NOT_UTF8
                : violation;
    }

    private MessageBuffer buffer() {
        MessageBuffer buffer = gathered == null ? new MessageBuffer(limits.maxMessageBytes()) : gathered;
        gathered = buffer;
        return buffer;
    }

    /** Hands out the message, whose last bytes were just added; a message that came in one piece still lies there. */
    void deliver(byte[] input, int from, int count, MessageListener listener) {
        boolean text = type == Opcode.TEXT;
        MessageBuffer whole = gathered;
        clear();
        if (text) {
            listener.text(
                    whole == null
                            ? new String(input, from, count, StandardCharsets.UTF_8)
                            : new String(whole.array(), 0, whole.size(), StandardCharsets.UTF_8));
        } else {
            listener.binary(whole == null ? Arrays.copyOfRange(input, from, from + count) : whole.toArray());
        }
    }

    /** Forgets the message. */
    void clear() {
        type = null;
        gathered = null;
    }
}
