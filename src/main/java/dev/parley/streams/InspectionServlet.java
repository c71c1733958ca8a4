package dev.parley.streams;

import dev.parley.transport.http.Problem;
import dev.parley.wire.websocket.AcceptKey;
import dev.parley.wire.websocket.Limits;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Answers without a connection what {@code /inspect} answers over one: what bytes of a client mean, and the value that
 * accepts a key. One parameter in, one JSON object out; nothing is kept.
 */
public final class InspectionServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** 16 bytes in base64 (RFC 6455, section 4.1): of the last character only the first two bits count. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    private final String parameter;
    private final transient Pattern valid;
    private final String allowed;
    private final transient UnaryOperator<String> answer;

    private InspectionServlet(String parameter, Pattern valid, String allowed, UnaryOperator<String> answer) {
        this.parameter = parameter;
        this.valid = valid;
        this.allowed = allowed;
        this.answer = answer;
    }

    /**
     * {@code ?hex=} describes frames.
     *
     * @param maxBytes that are read
     * @param maxPayload bytes of a payload that are shown
     */
    public static InspectionServlet frames(Limits limits, int maxBytes, int maxPayload) {
        return new InspectionServlet(
                "hex",
                Pattern.compile("(?:[0-9a-fA-F]{2}){1," + maxBytes + "}"),
                "hex must be 1 to " + maxBytes + " bytes, each as two hexadecimal digits",
                hex -> InspectedBytes.describe(HexFormat.of().parseHex(hex), limits, maxPayload));
    }

    /** {@code ?key=} computes the value of {@code Sec-WebSocket-Accept}. */
    public static InspectionServlet accept() {
        return new InspectionServlet(
                "key",
                KEY,
                "key must be 16 bytes in base64: 22 characters and ==",
                key -> Description.object(root -> HandshakeDescription.accept(root, AcceptKey.of(key))));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String value = request.getParameter(parameter);
        if (value == null || !valid.matcher(value).matches()) {
            Problem.send(response, HttpServletResponse.SC_BAD_REQUEST, allowed);
            return;
        }
        byte[] body = answer.apply(value).getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
