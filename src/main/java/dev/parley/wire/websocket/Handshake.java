package dev.parley.wire.websocket;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server's side of the opening handshake (section 4.2). Immutable: one for all connections. */
public final class Handshake {
    /** Decides who may connect (section 10.2). */
    @FunctionalInterface
    public interface OriginCheck {
        /**
         * @param origin the request's {@code Origin}, or null if it has none
         * @param host the request's {@code Host}
         */
        boolean allows(@Nullable String origin, String host);
    }

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final Pattern HTTP = Pattern.compile("HTTP/(\\d{1,4})\\.(\\d{1,4})");

    private final List<String> subprotocols;
    private final OriginCheck origins;
    private final @Nullable DeflateParameters deflate;

    /**
     * @param subprotocols what the server speaks beside plain WebSocket; of several that a client offers, the client's order
     *     decides
     * @param deflate the server's wishes for permessage-deflate, or null to never agree to it
     */
    public Handshake(List<String> subprotocols, OriginCheck origins, @Nullable DeflateParameters deflate) {
        this.subprotocols = List.copyOf(subprotocols);
        this.origins = origins;
        this.deflate = deflate;
    }

    /** Applies every rule of section 4.2.1, and answers as section 4.2.2 says. */
    public HandshakeAnswer answer(HandshakeRequest request) {
        try {
            checkRequestLine(request);
            String host = checkHost(request);
            checkUpgrade(request);
            checkVersion(request);
            AcceptKey key = acceptKey(request);
            checkOrigin(request, host);
            return accept(key, subprotocol(request), agreement(request));
        } catch (Refusal refusal) {
            return refusal.answer;
        }
    }

    private static void checkRequestLine(HandshakeRequest request) throws Refusal {
        if (!request.method().equals("GET")) {
            throw new Refusal(405, Map.of("Allow", "GET"), "the method must be GET", "4.2.1");
        }
        Matcher version = HTTP.matcher(request.protocol());
        boolean recent = version.matches()
                && (Integer.parseInt(version.group(1)) > 1
                        || (version.group(1).equals("1") && Integer.parseInt(version.group(2)) >= 1));
        if (!recent) {
            throw new Refusal(400, "HTTP/1.1 or later is needed", "4.2.1");
        }
    }

    private static String checkHost(HandshakeRequest request) throws Refusal {
        List<String> hosts = request.values("host");
        if (hosts.size() != 1 || hosts.get(0).isBlank()) {
            throw new Refusal(400, "exactly one Host header is needed", "4.2.1");
        }
        return hosts.get(0).strip();
    }

    private static void checkUpgrade(HandshakeRequest request) throws Refusal {
        if (!HeaderFields.hasToken(request.values("upgrade"), "websocket")) {
            // Who came without wishing to upgrade learns to what (RFC 9110, 15.5.22).
            Map<String, String> how = Map.of("Upgrade", "websocket", "Connection", "Upgrade");
            throw new Refusal(426, how, "this address speaks WebSocket only", "4.2.1");
        }
        if (!HeaderFields.hasToken(request.values("connection"), "upgrade")) {
            throw new Refusal(400, "the Connection header must contain Upgrade", "4.2.1");
        }
    }

    private static void checkVersion(HandshakeRequest request) throws Refusal {
        List<String> versions = request.values("sec-websocket-version");
        if (versions.size() != 1 || !versions.get(0).strip().equals(VERSION)) {
            Map<String, String> known = Map.of("Sec-WebSocket-Version", VERSION, "Upgrade", "websocket");
            throw new Refusal(426, known, "only version 13 is spoken here", "4.4");
        }
    }

    private static AcceptKey acceptKey(HandshakeRequest request) throws Refusal {
        List<String> keys = request.values("sec-websocket-key");
        if (keys.size() == 1) {
            String key = keys.get(0).strip();
            try {
                if (key.length() == 24 && Base64.getDecoder().decode(key).length == KEY_BYTES) {
                    return AcceptKey.of(key);
                }
            } catch (IllegalArgumentException e) {
                throw new Refusal(400, "Sec-WebSocket-Key is not base64", "4.2.1");
            }
        }
        throw new Refusal(400, "exactly one Sec-WebSocket-Key of 16 bytes in base64 is needed", "4.2.1");
    }

    private void checkOrigin(HandshakeRequest request, String host) throws Refusal {
        List<String> values = request.values("origin");
        if (values.size() > 1
                || !origins.allows(values.isEmpty() ? null : values.get(0).strip(), host)) {
            throw new Refusal(403, "pages of this origin may not connect", "10.2");
        }
    }

    private @Nullable String subprotocol(HandshakeRequest request) throws Refusal {
        List<String> offered = HeaderFields.tokens(request.values("sec-websocket-protocol"));
        if (offered == null || offered.stream().distinct().count() != offered.size()) {
            throw new Refusal(400, "Sec-WebSocket-Protocol must be distinct tokens", "4.1");
        }
        return offered.stream().filter(subprotocols::contains).findFirst().orElse(null);
    }

    private @Nullable DeflateNegotiation agreement(HandshakeRequest request) throws Refusal {
        List<HeaderFields.Extension> offers = HeaderFields.extensions(request.values("sec-websocket-extensions"));
        if (offers == null) {
            throw new Refusal(400, "Sec-WebSocket-Extensions cannot be read", "9.1");
        }
        return deflate == null ? null : DeflateNegotiation.firstAcceptable(offers, deflate);
    }

    private static HandshakeAnswer accept(
            AcceptKey key, @Nullable String subprotocol, @Nullable DeflateNegotiation agreement) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Accept", key.accept());
        if (subprotocol != null) {
            headers.put("Sec-WebSocket-Protocol", subprotocol);
        }
        if (agreement != null) {
            headers.put("Sec-WebSocket-Extensions", agreement.header());
        }
        return new HandshakeAnswer.Accepted(
                Map.copyOf(headers), subprotocol, agreement == null ? null : agreement.parameters(), key);
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient HandshakeAnswer.Refused answer;

        Refusal(int status, String message, String section) {
            this(status, Map.of(), message, section);
        }

        Refusal(int status, Map<String, String> headers, String message, String section) {
            super(message, null, false, false);
            this.answer = new HandshakeAnswer.Refused(status, headers, message, section);
        }
    }
}
