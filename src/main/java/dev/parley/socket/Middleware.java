package dev.parley.socket;

/**
 * Decides whether a client may join a namespace. It sees the socket before it is connected: with its handshake and
 * credentials, and open for {@link Socket#join} and {@link Socket#data}, but not yet for events.
 */
@FunctionalInterface
public interface Middleware {

    /**
     * Must not block: what takes time happens on another thread, which then decides. A client whose middleware throws is
     * refused.
     *
     * @param next takes the decision; the first one counts
     */
    void check(Socket socket, Next next);

    /** The decision of a {@link Middleware}. May be taken on any thread. */
    interface Next {
        /** The next middleware decides; after the last one, the socket is connected. */
        void accept();

        /** The client gets a CONNECT_ERROR with this message. */
        void refuse(String message);

        /**
         * The client gets a CONNECT_ERROR with this message and data.
         *
         * @param data as of {@link Emitter#emit}, without bytes
         */
        void refuse(String message, Object data);
    }
}
