package dev.parley.socket;

/** What to do when the handler of an event has thrown. See {@link Namespace#onFailure}. */
@FunctionalInterface
public interface FailureHandler {

    /**
     * @param failure an {@link ArgumentException} if the client sent other arguments than the handler reads
     * @param ack unanswered still, unless the handler answered before it threw
     */
    void failed(Socket socket, String event, RuntimeException failure, Ack ack);
}
