package dev.parley.wire.websocket;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to answer to an opening request (section 4.2.2). */
public sealed interface HandshakeAnswer {
    /** The HTTP status. */
    int status();

    /** The headers to set, by their usual spelling. */
    Map<String, String> headers();

    /**
     * Status 101: from now on the connection speaks WebSocket.
     *
     * @param subprotocol what was chosen, or null
     * @param deflate what was agreed about compression, or null: no compression
     * @param acceptKey how {@code Sec-WebSocket-Accept} came about
     */
    record Accepted(
            Map<String, String> headers,
            @Nullable String subprotocol,
            @Nullable DeflateParameters deflate,
            AcceptKey acceptKey)
            implements HandshakeAnswer {
        @Override
        public int status() {
            return 101;
        }
    }

    /**
     * An HTTP error.
     *
     * @param message what is wrong, in English; nothing of the request is in it
     * @param section where the rule is: a section of RFC 6455 unless another is named
     */
    record Refused(int status, Map<String, String> headers, String message, String section)
            implements HandshakeAnswer {}
}
