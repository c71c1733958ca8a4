package dev.parley.wire.websocket;

/** The opcodes that have a meaning (sections 5.2 and 11.8); 3 to 7 and 11 to 15 are reserved. */
public enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** The four bits on the wire. */
    public int code() {
        return code;
    }

    /** Control frames have the highest bit set (section 5.5). */
    public boolean isControl() {
        return code >= 0x8;
    }
}
