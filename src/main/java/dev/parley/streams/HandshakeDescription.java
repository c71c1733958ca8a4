package dev.parley.streams;

import dev.parley.wire.websocket.AcceptKey;
import dev.parley.wire.websocket.HandshakeAnswer;
import dev.parley.wire.websocket.HandshakeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The first message of the frame inspector: an opening handshake, with the computation of its answer. */
final class HandshakeDescription {
    private static final Set<String> SECRET = Set.of("cookie", "authorization", "proxy-authorization");

    private HandshakeDescription() {}

    /** @param path of the request */
    static String of(String path, HandshakeRequest request, HandshakeAnswer.Accepted answer) {
        AcceptKey accept = answer.acceptKey();
        return Description.object(root -> root.put("type", "handshake")
                .put(
                        "request",
                        of -> of.put("line", request.method() + " " + path + " " + request.protocol())
                                .put("headers", headers(request), HandshakeDescription::header))
                .put(
                        "answer",
                        of -> of.put("line", "HTTP/1.1 101 Switching Protocols")
                                .put(
                                        "headers",
                                        new TreeMap<>(answer.headers()).entrySet(),
                                        HandshakeDescription::header))
                .put("accept", of -> accept(of, accept))
                .put("subprotocol", answer.subprotocol())
                .put("extensions", answer.headers().get("Sec-WebSocket-Extensions")));
    }

    /** The steps from the key to the value that accepts it (section 4.2.2, step 5.4). */
    static void accept(Description to, AcceptKey accept) {
        to.put("key", accept.key())
                .put("guid", AcceptKey.GUID)
                .put("concatenation", accept.concatenation())
                .put("sha1", accept.sha1Hex())
                .put("base64", accept.accept());
    }

    private static void header(Description to, Map.Entry<String, String> header) {
        to.put("name", header.getKey()).put("value", header.getValue());
    }

    private static List<Map.Entry<String, String>> headers(HandshakeRequest request) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        new TreeMap<>(request.headers())
                .forEach((name, values) ->
                        values.forEach(value -> headers.add(Map.entry(name, SECRET.contains(name) ? "…" : value))));
        return headers;
    }
}
