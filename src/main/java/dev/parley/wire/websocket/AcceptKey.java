package dev.parley.wire.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How a server proves that it understood the opening request (section 1.3 and 4.2.2, step 5.4), step by step.
 *
 * @param key what the client sent as {@code Sec-WebSocket-Key}
 * @param concatenation the key and the GUID that all WebSockets share
 * @param sha1Hex the SHA-1 digest of that, 40 hexadecimal digits
 * @param accept the digest's 20 bytes in base64: the value of {@code Sec-WebSocket-Accept}
 */
public record AcceptKey(String key, String concatenation, String sha1Hex, String accept) {
    public static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static AcceptKey of(String key) {
        String concatenation = key + GUID;
        byte[] digest = sha1(concatenation.getBytes(StandardCharsets.ISO_8859_1));
        return new AcceptKey(
                key,
                concatenation,
                HexFormat.of().formatHex(digest),
                Base64.getEncoder().encodeToString(digest));
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
