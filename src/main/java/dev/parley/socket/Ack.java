package dev.parley.socket;

import org.jspecify.annotations.Nullable;

/** The answer to one event. May be given at once or later, from any thread. */
public interface Ack {

    /** Whether the client asked for an acknowledgement. Nobody needs to check: where none is wanted, none is sent. */
    boolean wanted();

    /**
     * Answers, the first time. An event is answered at most once: later calls do nothing, nor do calls after the client
     * has gone.
     *
     * @param args as of {@link Emitter#emit}
     */
    void send(@Nullable Object... args);
}
