package dev.parley.wire.websocket;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a Close frame carries (section 5.5.1).
 *
 * @param code {@link CloseCode#NO_STATUS} if the frame was empty
 */
record CloseBody(int code, String reason) {
    private static final int CODE_BYTES = 2;

    /** The rule that the payload of a Close frame breaks, or null. */
    static @Nullable Violation violation(byte[] payload) {
        if (payload.length == 0) {
            return null;
        } else if (payload.length < CODE_BYTES) {
            return Violation.CLOSE_BODY_CUT;
        } else if (!CloseCode.mayBeSent(code(payload))) {
            return Violation.CLOSE_CODE_INVALID;
        }
        Utf8Validator reason = new Utf8Validator();
        return reason.check(payload, CODE_BYTES, payload.length) == payload.length && reason.isComplete()
                ? null
                : Violation.CLOSE_REASON_NOT_UTF8;
    }

    /** Reads a payload that breaks no rule. */
    static CloseBody of(byte[] payload) {
        return payload.length == 0
                ? new CloseBody(CloseCode.NO_STATUS, "")
                : new CloseBody(
                        code(payload),
                        new String(payload, CODE_BYTES, payload.length - CODE_BYTES, StandardCharsets.UTF_8));
    }

    private static int code(byte[] payload) {
        return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }
}
