package dev.parley.wire.websocket;

/**
 * The header of one frame as it was on the wire (section 5.2).
 *
 * @param opcode 0 to 15, see {@link Opcode}
 * @param mask the masking key, first byte on the wire highest; 0 when not masked, or not yet known
 * @param length bytes of payload; negative when the rest of the header was no longer read, because its first two bytes
 *     already broke a rule
 * @param lengthBits how the length is encoded: in 7, 16 or 64 bits
 */
public record FrameHeader(
        boolean fin,
        boolean rsv1,
        boolean rsv2,
        boolean rsv3,
        int opcode,
        boolean masked,
        int mask,
        long length,
        int lengthBits) {
    /** The longest payload of a control frame in bytes (section 5.5). */
    public static final int MAX_CONTROL_PAYLOAD = 125;

    /** Control frames have the highest bit of the opcode set (section 5.5). */
    public boolean isControl() {
        return (opcode & 0x8) != 0;
    }
}
