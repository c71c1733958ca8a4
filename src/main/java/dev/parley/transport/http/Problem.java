package dev.parley.transport.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An HTTP error that says what is wrong (RFC 9457). */
public final class Problem {
    private Problem() {}

    /**
     * Answers with it.
     *
     * @param detail for whoever made the request
     */
    public static void send(HttpServletResponse response, int status, String detail) throws IOException {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), json)) {
            out.writeStartObject();
            out.writeNumberProperty("status", status);
            out.writeStringProperty("detail", detail);
            out.writeEndObject();
        }
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
