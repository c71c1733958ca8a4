package dev.parley.wire.websocket;

/**
 * The four parameters of permessage-deflate (RFC 7692, section 7.1): a server's wishes, or what was agreed.
 *
 * @param serverNoContextTakeover the server compresses each message for itself
 * @param clientNoContextTakeover the client compresses each message for itself
 * @param serverMaxWindowBits base-2 logarithm of the window, in bytes, that the server compresses with; 8 to 15
 * @param clientMaxWindowBits the same for the client; 8 to 15
 */
public record DeflateParameters(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        int serverMaxWindowBits,
        int clientMaxWindowBits) {
    public static final int MIN_WINDOW_BITS = 8;
    public static final int MAX_WINDOW_BITS = 15;

    /** Best compression; a window in each direction stays allocated for as long as a connection is open. */
    public static final DeflateParameters DEFAULT =
            new DeflateParameters(false, false, MAX_WINDOW_BITS, MAX_WINDOW_BITS);

    /** Nothing stays allocated between messages. */
    public static final DeflateParameters NO_CONTEXT_TAKEOVER =
            new DeflateParameters(true, true, MAX_WINDOW_BITS, MAX_WINDOW_BITS);

    /** @throws IllegalArgumentException if a window is outside of its range */
    public DeflateParameters {
        if (!isWindow(serverMaxWindowBits) || !isWindow(clientMaxWindowBits)) {
            throw new IllegalArgumentException("a window has 8 to 15 bits");
        }
    }

    static boolean isWindow(int bits) {
        return bits >= MIN_WINDOW_BITS && bits <= MAX_WINDOW_BITS;
    }
}
