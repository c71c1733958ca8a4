package dev.parley.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** Headers and error bodies of the Engine.IO path, of which pages of other origins get those for CORS on other paths, too. */
public final class EngineAnswers {
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");

    private static final String PREFLIGHT_SECONDS = "600";
    private static final String RETRY_SECONDS = "5";

    private final OriginPolicy origins;

    public EngineAnswers(OriginPolicy origins) {
        this.origins = origins;
    }

    /** Marks the answer as never to be stored, and as readable by the page that asked if its origin is allowed. */
    public void prepare(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String origin = request.getHeader("Origin");
        if (origin != null) {
            response.setHeader("Vary", "Origin");
            if (origins.allows(origin, request.getHeader("Host"))) {
                response.setHeader("Access-Control-Allow-Origin", origins.allowsEveryone() ? "*" : origin);
                if (!origins.allowsEveryone()) {
                    response.setHeader("Access-Control-Allow-Credentials", "true");
                }
            }
        }
    }

    /**
     * Answers a CORS preflight (Fetch standard, "CORS-preflight request").
     *
     * @param methods that the path has, with commas
     */
    public void preflight(HttpServletRequest request, HttpServletResponse response, String methods) {
        prepare(request, response);
        if (!origins.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            fail(response, EngineError.FORBIDDEN);
            return;
        }
        response.setHeader("Access-Control-Allow-Methods", methods);
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Answers with an error of the protocol, which a client that is gone does not get. */
    public void fail(HttpServletResponse response, EngineError error) {
        byte[] body = error.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(error.status());
        if (error == EngineError.SERVER_FULL || error == EngineError.TOO_MANY_REQUESTS) {
            response.setHeader("Retry-After", RETRY_SECONDS);
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The client was gone before it was refused", e);
        }
    }
}
