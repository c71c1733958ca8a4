package dev.parley.transport.http;

import dev.parley.engine.Crowded;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An HTTP error that says what is wrong (RFC 9457). */
public final class Problem {
    /** Too Many Requests (RFC 6585, section 4), which the Servlet API has no name for. */
    public static final int SC_TOO_MANY_REQUESTS = 429;

    private Problem() {}

    /**
     * Answers a client that is one too many, with when it may come back.
     *
     * @param why 503 if there are too many of all, 429 if of its address
     * @param what the clients do, such as {@code follow the clock}
     * @param retryAfter seconds
     */
    public static void crowded(HttpServletResponse response, Crowded why, String what, int retryAfter)
            throws IOException {
        response.setIntHeader("Retry-After", retryAfter);
        if (why == Crowded.SERVER) {
            send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many clients " + what);
        } else {
            send(response, SC_TOO_MANY_REQUESTS, "Too many clients of this address " + what);
        }
    }

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
