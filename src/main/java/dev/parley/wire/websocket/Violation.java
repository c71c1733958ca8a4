package dev.parley.wire.websocket;

import org.jspecify.annotations.Nullable;

/**
 * Every way in which a peer can break the protocol or a limit: what is said to people, the code of the Close frame, and
 * the section of the rule. The name is the stable id for logs and counters.
 */
public enum Violation {
    RESERVED_BIT(CloseCode.PROTOCOL_ERROR, "5.2", "a reserved bit is set that no extension gave a meaning"),
    RESERVED_OPCODE(CloseCode.PROTOCOL_ERROR, "5.2", "the opcode is reserved"),
    CONTROL_FRAGMENTED(CloseCode.PROTOCOL_ERROR, "5.5", "a control frame must not be fragmented"),
    CONTROL_TOO_LONG(CloseCode.PROTOCOL_ERROR, "5.5", "a control frame carries at most 125 bytes"),
    NOT_MASKED(CloseCode.PROTOCOL_ERROR, "5.1", "a client must mask its frames"),
    MASKED(CloseCode.PROTOCOL_ERROR, "5.1", "a server must not mask its frames"),
    LENGTH_NOT_MINIMAL(CloseCode.PROTOCOL_ERROR, "5.2", "the length is not in its shortest encoding"),
    LENGTH_NEGATIVE(CloseCode.PROTOCOL_ERROR, "5.2", "the highest bit of a 64-bit length must be 0"),
    CONTINUATION_OF_NOTHING(CloseCode.PROTOCOL_ERROR, "5.4", "there is no message to continue"),
    MESSAGE_INTERRUPTED(CloseCode.PROTOCOL_ERROR, "5.4", "a new message began before the last one ended"),
    COMPRESSED_CONTINUATION(
            CloseCode.PROTOCOL_ERROR, "RFC 7692, 6.1", "only the first frame of a message says that it is compressed"),
    CLOSE_BODY_CUT(CloseCode.PROTOCOL_ERROR, "5.5.1", "a Close frame carries nothing, or at least a code of two bytes"),
    CLOSE_CODE_INVALID(CloseCode.PROTOCOL_ERROR, "7.4", "the close code must not be sent"),
    CLOSE_REASON_NOT_UTF8(CloseCode.INVALID_PAYLOAD, "5.5.1", "the close reason is not UTF-8"),
    TEXT_NOT_UTF8(CloseCode.INVALID_PAYLOAD, "8.1", "the text is not UTF-8"),
    NOT_DEFLATE(CloseCode.INVALID_PAYLOAD, "RFC 7692, 7.2.2", "the compressed data is not DEFLATE"),
    MESSAGE_TOO_BIG(CloseCode.MESSAGE_TOO_BIG, "10.4", "the message is longer than is allowed here"),
    TOO_MANY_FRAGMENTS(CloseCode.POLICY_VIOLATION, "10.4", "the message has more fragments than are allowed here"),
    MESSAGE_TOO_SLOW(CloseCode.POLICY_VIOLATION, "10.4", "the message took longer than is allowed here");

    private final int closeCode;
    private final String section;
    private final String message;

    Violation(int closeCode, String section, String message) {
        this.closeCode = closeCode;
        this.section = section;
        this.message = message;
    }

    /** The status code of the Close frame that answers it (section 7.4.1). */
    public int closeCode() {
        return closeCode;
    }

    /** Where the rule is: a section of RFC 6455 unless another is named. */
    public String section() {
        return section;
    }

    /** What bounds what was exceeded, in the form of settings; null if it is no bound but a rule that was broken. */
    public @Nullable String limit() {
        return switch (this) {
            case MESSAGE_TOO_BIG -> "max-message";
            case TOO_MANY_FRAGMENTS -> "max-fragments";
            case MESSAGE_TOO_SLOW -> "message-timeout";
            default -> null;
        };
    }

    /** What is wrong, in English; short enough for the reason of a Close frame. */
    public String message() {
        return message;
    }
}
