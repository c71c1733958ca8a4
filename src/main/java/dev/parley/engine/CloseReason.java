package dev.parley.engine;

/** Why a session ended. The texts are those that the Node.js server gives its applications. */
public enum CloseReason {
    /** The client closed its connection or sent a close packet. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection broke, or the client broke the rules of its transport. */
    TRANSPORT_ERROR("transport error"),
    /** No pong came in time. */
    PING_TIMEOUT("ping timeout"),
    /** What the client sent is not the protocol. */
    PARSE_ERROR("parse error"),
    /** The application closed the session. */
    FORCED_CLOSE("forced close"),
    /** The client did not read what was sent to it: its outbox or its send deadline ran out. */
    SLOW_CONSUMER("slow consumer"),
    /** The client sent more packets than it may. */
    TOO_FAST("too fast"),
    /** The server stops. */
    SERVER_SHUTDOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Whether what waits in the outbox is still sent before the transport closes. */
    boolean flushesFirst() {
        return this == FORCED_CLOSE || this == SERVER_SHUTDOWN;
    }
}
