package dev.parley.wire.websocket;

import org.jspecify.annotations.Nullable;

/** Sees every frame as it was on the wire, before it becomes part of a message. Costs a copy of each payload. */
@FunctionalInterface
public interface FrameObserver {
    /**
     * Called once a frame, before the listener hears of it: when it is complete, or when it breaks a rule.
     *
     * @param payload the payload without its mask, still compressed; what had arrived of it, if the frame broke a rule
     * @param violation the rule that it broke, or null
     */
    void frame(FrameHeader header, byte[] payload, @Nullable Violation violation);
}
