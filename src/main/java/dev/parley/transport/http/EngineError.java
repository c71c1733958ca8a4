package dev.parley.transport.http;

import jakarta.servlet.http.HttpServletResponse;

/** The errors of Engine.IO v4's HTTP requests, with the codes and messages that its clients know. */
public enum EngineError {
    UNKNOWN_TRANSPORT(0, "Transport unknown", HttpServletResponse.SC_BAD_REQUEST),
    UNKNOWN_SID(1, "Session ID unknown", HttpServletResponse.SC_BAD_REQUEST),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method", HttpServletResponse.SC_BAD_REQUEST),
    BAD_REQUEST(3, "Bad request", HttpServletResponse.SC_BAD_REQUEST),
    FORBIDDEN(4, "Forbidden", HttpServletResponse.SC_FORBIDDEN),
    UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version", HttpServletResponse.SC_BAD_REQUEST),
    /** Not of the protocol, whose clients show its message and try again later as after every failure. */
    SERVER_FULL(6, "Server full", HttpServletResponse.SC_SERVICE_UNAVAILABLE),
    /** Not of the protocol either. */
    TOO_MANY_REQUESTS(7, "Too many connections from this address", EngineError.SC_TOO_MANY_REQUESTS);

    /** RFC 6585, section 4. */
    private static final int SC_TOO_MANY_REQUESTS = 429;

    private final int code;
    private final String message;
    private final int status;

    EngineError(int code, String message, int status) {
        this.code = code;
        this.message = message;
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The body of the answer. */
    public String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
