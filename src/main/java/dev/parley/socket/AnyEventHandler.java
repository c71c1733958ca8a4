package dev.parley.socket;

/** Sees every event of a client before the handlers of that event do, those that nobody handles included. */
@FunctionalInterface
public interface AnyEventHandler {
    void on(String event, Args args);
}
