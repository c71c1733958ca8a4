package dev.parley.engine;

/**
 * The port of whatever moves WebSocket messages: the container's endpoint or the hand-made WebSocket. A carrier has one
 * connection and no queue: it is given the next batch when it has called {@link WebSocketTransport#sent}.
 */
public interface WebSocketCarrier {
    /**
     * Sends each packet as one message ({@link Outgoing#websocketPayload}; text or binary by {@link Outgoing#isBinary}), in
     * order, then calls {@link WebSocketTransport#sent} once, even from inside this call. Never blocks, never throws: a
     * failure is told by {@link WebSocketTransport#ended}.
     *
     * @param batch the same object for all its receivers: see {@link Batch#frames}
     */
    void send(Batch batch);

    /**
     * Starts the closing handshake, or drops a connection that cannot take it. Never blocks; may be called again.
     *
     * @param code a close code that a server may send (RFC 6455, 7.4)
     * @param reason at most 123 bytes of UTF-8
     */
    void close(int code, String reason);
}
