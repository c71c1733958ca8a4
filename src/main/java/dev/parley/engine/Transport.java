package dev.parley.engine;

import java.util.List;

/**
 * One way to reach one client: long-polling, or a WebSocket by whatever carrier. It says
 * {@link EngineSession#ready(Transport)} when it can take a batch, and keeps no queue of its own.
 */
public interface Transport {
    /** The transports of Engine.IO v4. */
    enum Kind {
        POLLING,
        WEBSOCKET;

        /** The name in URLs and handshakes. */
        public String protocolName() {
            return this == POLLING ? "polling" : "websocket";
        }
    }

    Kind kind();

    /** What one {@link #write} may weigh at most ({@link Batch#weight}), unless a single message weighs more. */
    default long batchLimit() {
        return Long.MAX_VALUE;
    }

    /**
     * Sends the packets in their order (the list is a {@link Batch}), and calls {@link EngineSession#ready(Transport)} once when it can take more, even
     * from inside this call. Never blocks, never throws; a failure is told by {@link EngineSession#lost}. Called by one
     * thread at a time, and only when ready.
     */
    void write(List<Outgoing> batch);

    /** Ends the connection after what was written. Never blocks; may be called again, from any thread. */
    void close(CloseReason why);

    /**
     * Looks at the transport's own deadlines; a transport without any does nothing. Called at every tick for as long as it says
     * that there is one, once {@link EngineSession#watch} was called where that began.
     *
     * @param now of the server's monotonic clock, in nanoseconds
     * @return whether there is one
     */
    default boolean tick(long now) {
        return false;
    }
}
