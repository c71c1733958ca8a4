package dev.parley.wire.websocket;

import org.jspecify.annotations.Nullable;

/**
 * How one connection ends (sections 5.5.1 and 7), seen from the server:
 *
 * <pre>
 *   OPEN --close()----> CLOSE_SENT --received()--> CLOSED   we asked, the peer agreed
 *   OPEN --received()----------------------------> CLOSED   the peer asked, we agreed
 *   OPEN, CLOSE_SENT --fail(), dropped()---------> CLOSED   nobody agreed
 * </pre>
 *
 * <p>A method that returns a frame returns the last one that may ever be sent; in CLOSED, once that is written, the server
 * drops the TCP connection, and is the first to do so (section 7.1.1). Safe for every thread.
 */
public final class ClosingHandshake {
    /** Where it stands. */
    public enum State {
        OPEN,
        CLOSE_SENT,
        CLOSED
    }

    /** Who ended it. */
    public enum Initiator {
        /** Nobody yet, or the connection broke. */
        NOBODY,
        THIS_SIDE,
        PEER
    }

    private final long timeoutNanos;
    private State state = State.OPEN;
    private Initiator initiator = Initiator.NOBODY;
    private int code = CloseCode.ABNORMAL;
    private String reason = "";
    private boolean clean;
    private long deadlineNanos;

    /** @param limits of which {@link Limits#closing} counts */
    public ClosingHandshake(Limits limits) {
        this.timeoutNanos = limits.closing().toNanos();
    }

    /**
     * This side wants to end.
     *
     * @param nowNanos of a clock that never goes back, such as {@link System#nanoTime}
     * @return the Close frame to send, or null if one was sent before
     * @throws IllegalArgumentException if the code must not be sent
     */
    public synchronized byte @Nullable [] close(int closeCode, String closeReason, long nowNanos) {
        if (state != State.OPEN) {
            return null;
        }
        byte[] frame = FrameEncoder.close(closeCode, closeReason);
        state = State.CLOSE_SENT;
        initiator = Initiator.THIS_SIDE;
        deadlineNanos = nowNanos + timeoutNanos;
        return frame;
    }

    /**
     * The peer's Close frame came.
     *
     * @param closeCode as it was read, {@link CloseCode#NO_STATUS} if there was none: the answer has the same (section
     *     5.5.1)
     * @return the Close frame to send, or null if one was sent before
     */
    public synchronized byte @Nullable [] received(int closeCode, String closeReason) {
        if (state == State.CLOSED) {
            return null;
        }
        boolean answers = state == State.OPEN;
        if (answers) {
            initiator = Initiator.PEER;
        }
        state = State.CLOSED;
        code = closeCode;
        reason = closeReason;
        clean = true;
        return answers ? FrameEncoder.close(closeCode, "") : null;
    }

    /**
     * The peer broke a rule: the connection fails at once, without waiting for an answer (section 7.1.7).
     *
     * @return the Close frame to send, or null if one was sent before
     */
    public synchronized byte @Nullable [] fail(Violation violation) {
        if (state == State.CLOSED) {
            return null;
        }
        boolean tells = state == State.OPEN;
        if (tells) {
            initiator = Initiator.THIS_SIDE;
        }
        state = State.CLOSED;
        code = violation.closeCode();
        reason = violation.message();
        return tells ? FrameEncoder.close(code, reason) : null;
    }

    /** The TCP connection is gone, or its owner gives up on it. */
    public synchronized void dropped() {
        state = State.CLOSED;
    }

    /** Whether the peer owes an answer for longer than is allowed: drop the connection. */
    public synchronized boolean isOverdue(long nowNanos) {
        return state == State.CLOSE_SENT && nowNanos - deadlineNanos >= 0;
    }

    public synchronized State state() {
        return state;
    }

    public synchronized Initiator initiator() {
        return initiator;
    }

    /**
     * The code of the connection's end (section 7.1.5): the peer's, or what its failure was; until then, and if no Close
     * frame came, {@link CloseCode#ABNORMAL}.
     */
    public synchronized int code() {
        return code;
    }

    /** The reason that belongs to {@link #code} (section 7.1.6). */
    public synchronized String reason() {
        return reason;
    }

    /** Whether both sides agreed (section 7.1.4). */
    public synchronized boolean wasClean() {
        return clean;
    }
}
