package dev.parley.wire.websocket;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames (section 5) in whatever pieces they arrive and hands out messages.
 *
 * <p>One loop runs over named states; a step that returns false needs more bytes. Between messages no buffer is held. A
 * payload is unmasked where it lies, checked as it arrives, and copied once: into the message.
 *
 * <p>One thread at a time decodes; any thread may close.
 */
public final class FrameDecoder implements AutoCloseable {
    /** Whose frames are read. */
    public enum Peer {
        /** Must mask. */
        CLIENT,
        /** Must not mask. */
        SERVER
    }

    private enum State {
        FIRST_TWO_BYTES,
        LENGTH_16,
        LENGTH_64,
        MASKING_KEY,
        PAYLOAD
    }

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV2 = 0x20;
    private static final int RSV3 = 0x10;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH_7 = 0x7F;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final long UNKNOWN = -1;
    private static final byte[] NONE = new byte[0];

    private final Peer peer;
    private final MessageListener listener;
    private final @Nullable MessageInflater inflater;
    private final @Nullable FrameObserver observer;
    private final MessageAssembler message;
    private volatile boolean closed;

    /* The piece that is being decoded. */
    private byte[] input = NONE;
    private int position;
    private int end;

    /* The frame: a number of its header that is not complete yet, its header, and how much of its payload is to come. */
    private State state = State.FIRST_TWO_BYTES;
    private long number;
    private int numberBytes;
    private int firstByte;
    private boolean masked;
    private int length7;
    private long length;
    private int mask;
    private int rotatedMask;
    private long remaining;
    private @Nullable MessageBuffer controlPayload;
    private @Nullable MessageBuffer observedPayload;

    /** A decoder without compression. */
    public FrameDecoder(Peer peer, Limits limits, MessageListener listener) {
        this(peer, limits, listener, null, null);
    }

    /**
     * @param inflater if permessage-deflate was agreed, else null; belongs to the decoder from now on
     * @param observer sees every frame, or null
     */
    public FrameDecoder(
            Peer peer,
            Limits limits,
            MessageListener listener,
            @Nullable MessageInflater inflater,
            @Nullable FrameObserver observer) {
        this.peer = peer;
        this.listener = listener;
        this.inflater = inflater;
        this.observer = observer;
        this.message = new MessageAssembler(limits, inflater);
    }

    /**
     * Goes on with the next bytes. They are unmasked in place: afterwards the array is the caller's again, with other
     * contents. What comes after a Close frame, a violation or {@link #close} is discarded (sections 5.5.1 and 7.1.7).
     */
    public void decode(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        input = bytes;
        position = offset;
        end = offset + count;
        try {
            while (!closed && step()) {
                // until a step needs more bytes
            }
        } finally {
            input = NONE;
        }
    }

    /** Whether bytes of a message are here whose end is not: its owner's clock runs ({@link Limits#incompleteMessage}). */
    public boolean isInsideMessage() {
        return !closed && (message.isInsideMessage() || state != State.FIRST_TWO_BYTES || numberBytes > 0);
    }

    /** Frees what is held. */
    @Override
    public void close() {
        closed = true;
        if (inflater != null) {
            inflater.close();
        }
    }

    private boolean step() {
        return switch (state) {
            case FIRST_TWO_BYTES -> readFirstTwoBytes();
            case LENGTH_16 -> readLength(2, LENGTH_IN_16_BITS);
            case LENGTH_64 -> readLength(8, 0x1_0000);
            case MASKING_KEY -> readMaskingKey();
            case PAYLOAD -> readPayload();
        };
    }

    /** Reads a number in network byte order, over as many pieces as it takes. */
    private boolean readNumber(int bytes) {
        while (numberBytes < bytes) {
            if (position == end) {
                return false;
            }
            number = number << 8 | (input[position++] & 0xFF);
            numberBytes++;
        }
        numberBytes = 0;
        return true;
    }

    private long takeNumber() {
        long taken = number;
        number = 0;
        return taken;
    }

    private boolean readFirstTwoBytes() {
        if (!readNumber(2)) {
            return false;
        }
        int two = (int) takeNumber();
        firstByte = two >> 8;
        masked = (two & MASKED) != 0;
        length7 = two & LENGTH_7;
        length = length7 < LENGTH_IN_16_BITS ? length7 : UNKNOWN;
        mask = 0;
        Violation violation = isControl() ? violationOfControlFrame() : violationOfDataFrame();
        if (violation != null) {
            return fail(violation);
        }
        if (length != UNKNOWN) {
            return beginFrame();
        }
        state = length7 == LENGTH_IN_16_BITS ? State.LENGTH_16 : State.LENGTH_64;
        return true;
    }

    private @Nullable Violation violationOfControlFrame() {
        if ((firstByte & (RSV1 | RSV2 | RSV3)) != 0) {
            return Violation.RESERVED_BIT; // no extension changes control frames (RFC 7692, section 6.1)
        } else if (opcode() > Opcode.PONG.code()) {
            return Violation.RESERVED_OPCODE;
        } else if (masked != (peer == Peer.CLIENT)) {
            return masked ? Violation.MASKED : Violation.NOT_MASKED;
        } else if (!has(FIN)) {
            return Violation.CONTROL_FRAGMENTED;
        }
        return length7 > FrameHeader.MAX_CONTROL_PAYLOAD ? Violation.CONTROL_TOO_LONG : null;
    }

    private @Nullable Violation violationOfDataFrame() {
        if (has(RSV2) || has(RSV3) || (has(RSV1) && inflater == null)) {
            return Violation.RESERVED_BIT;
        } else if (opcode() > Opcode.BINARY.code()) {
            return Violation.RESERVED_OPCODE;
        } else if (masked != (peer == Peer.CLIENT)) {
            return masked ? Violation.MASKED : Violation.NOT_MASKED;
        } else if (opcode() != Opcode.CONTINUATION.code()) {
            return message.isInsideMessage() ? Violation.MESSAGE_INTERRUPTED : null;
        } else if (!message.isInsideMessage()) {
            return Violation.CONTINUATION_OF_NOTHING;
        }
        return has(RSV1) ? Violation.COMPRESSED_CONTINUATION : null;
    }

    private boolean readLength(int bytes, int least) {
        if (!readNumber(bytes)) {
            return false;
        }
        length = takeNumber();
        if (length < 0) {
            return fail(Violation.LENGTH_NEGATIVE);
        }
        return length < least ? fail(Violation.LENGTH_NOT_MINIMAL) : beginFrame();
    }

    private boolean beginFrame() {
        Violation violation = isControl() ? null : message.begin(opcode(), has(FIN), has(RSV1), length);
        if (violation != null) {
            return fail(violation);
        }
        remaining = length;
        state = masked ? State.MASKING_KEY : State.PAYLOAD;
        return true;
    }

    private boolean readMaskingKey() {
        if (!readNumber(4)) {
            return false;
        }
        mask = (int) takeNumber();
        rotatedMask = mask;
        state = State.PAYLOAD;
        return true;
    }

    private boolean readPayload() {
        int from = position;
        int count = (int) Math.min(remaining, end - position);
        if (count == 0 && remaining > 0) {
            return false;
        }
        position += count;
        remaining -= count;
        if (masked) {
            rotatedMask = Mask.apply(rotatedMask, input, from, count);
        }
        if (observer != null) {
            observedPayload = appended(observedPayload, from, count);
        }
        if (isControl()) {
            readControl(from, count);
        } else {
            readData(from, count);
        }
        return true;
    }

    private void readData(int from, int count) {
        boolean last = remaining == 0 && has(FIN);
        Violation violation = message.add(input, from, count, last);
        if (violation != null) {
            fail(violation);
        } else if (remaining == 0) {
            endFrame();
            if (last) {
                message.deliver(input, from, count, listener);
            }
        }
    }

    private void readControl(int from, int count) {
        byte[] payload;
        if (remaining == 0 && controlPayload == null) {
            payload = Arrays.copyOfRange(input, from, from + count);
        } else {
            controlPayload = appended(controlPayload, from, count);
            if (remaining > 0) {
                return;
            }
            payload = controlPayload.toArray();
            controlPayload = null;
        }
        if (opcode() == Opcode.CLOSE.code()) {
            readClose(payload);
        } else {
            endFrame();
            if (opcode() == Opcode.PING.code()) {
                listener.ping(payload);
            } else {
                listener.pong(payload);
            }
        }
    }

    private void readClose(byte[] payload) {
        Violation violation = CloseBody.violation(payload);
        if (violation != null) {
            fail(violation);
            return;
        }
        endFrame();
        end();
        CloseBody body = CloseBody.of(payload);
        listener.close(body.code(), body.reason());
    }

    private MessageBuffer appended(@Nullable MessageBuffer to, int from, int count) {
        MessageBuffer buffer = to == null ? new MessageBuffer((int) length) : to;
        buffer.append(input, from, count, (int) length);
        return buffer;
    }

    private void endFrame() {
        state = State.FIRST_TWO_BYTES;
        observe(null);
    }

    private boolean fail(Violation violation) {
        observe(violation);
        end();
        listener.failed(violation);
        return false;
    }

    private void end() {
        message.clear();
        controlPayload = null;
        close();
    }

    private void observe(@Nullable Violation violation) {
        if (observer != null) {
            byte[] payload = observedPayload == null ? NONE : observedPayload.toArray();
            observedPayload = null;
            observer.frame(header(), payload, violation);
        }
    }

    private FrameHeader header() {
        int lengthBits = length7 < LENGTH_IN_16_BITS ? 7 : length7 == LENGTH_IN_16_BITS ? 16 : 64;
        return new FrameHeader(has(FIN), has(RSV1), has(RSV2), has(RSV3), opcode(), masked, mask, length, lengthBits);
    }

    private boolean has(int bit) {
        return (firstByte & bit) != 0;
    }

    private int opcode() {
        return firstByte & OPCODE;
    }

    private boolean isControl() {
        return (opcode() & 0x8) != 0;
    }
}
