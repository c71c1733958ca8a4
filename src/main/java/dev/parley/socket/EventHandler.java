package dev.parley.socket;

/**
 * What to do when a client sends an event. Events of one connection are handled one at a time, in the order in which
 * they were sent, on the thread that reads from the client: a handler must not block. When it throws, the connection
 * survives, see {@link Namespace#onFailure}.
 */
@FunctionalInterface
public interface EventHandler {
    void on(Args args, Ack ack);
}
