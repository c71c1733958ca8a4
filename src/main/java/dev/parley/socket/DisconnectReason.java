package dev.parley.socket;

import dev.parley.engine.CloseReason;

/** Why a socket is no longer connected. */
public enum DisconnectReason {
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** {@link Socket#disconnect} was called. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The client closed the connection. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection broke. */
    TRANSPORT_ERROR("transport error"),
    /** The client did not answer a ping in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent what the protocol does not allow, or more than it may. */
    PARSE_ERROR("parse error"),
    /** The server ended the connection. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The client read slower than the server sent. */
    SLOW_CONSUMER("slow consumer"),
    /** The client sent more packets than it may. */
    TOO_FAST("too fast"),
    /** The server ends. */
    SERVER_SHUTTING_DOWN("server shutting down");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** The reason in the words of the Node.js server. */
    public String text() {
        return text;
    }

    static DisconnectReason of(CloseReason why) {
        return switch (why) {
            case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
            case TRANSPORT_ERROR -> TRANSPORT_ERROR;
            case PING_TIMEOUT -> PING_TIMEOUT;
            case PARSE_ERROR -> PARSE_ERROR;
            case FORCED_CLOSE -> FORCED_SERVER_CLOSE;
            case SLOW_CONSUMER -> SLOW_CONSUMER;
            case TOO_FAST -> TOO_FAST;
            case SERVER_SHUTDOWN -> SERVER_SHUTTING_DOWN;
        };
    }
}
