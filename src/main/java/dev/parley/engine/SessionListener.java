package dev.parley.engine;

import dev.parley.wire.engineio.EnginePacket;

/**
 * Who speaks over the sessions. For one session there is one call at a time, in order: {@code opened}, then each message,
 * then {@code closed} once. Calls for different sessions come from many threads at once. Called without any lock held, on
 * the container's thread that read the message ({@code closed} on any thread): never block.
 */
public interface SessionListener {
    /** The handshake is done; what is sent from here on follows the open packet. */
    void opened(EngineSession session);

    /** A message of the client: {@link EnginePacket.Text} or {@link EnginePacket.Binary}. */
    void message(EngineSession session, EnginePacket message);

    void closed(EngineSession session, CloseReason why);
}
