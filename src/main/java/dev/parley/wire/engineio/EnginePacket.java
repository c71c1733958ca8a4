package dev.parley.wire.engineio;

/** One Engine.IO v4 packet (Engine.IO protocol, "Packet encoding"). */
public sealed interface EnginePacket {
    /** Server to client, first of all: the handshake as JSON text. */
    record Open(String handshakeJson) implements EnginePacket {}

    /** Ends the session. */
    record Close() implements EnginePacket {}

    /** The server's heartbeat, or a client's probe of a new transport ({@code data} is then {@code probe}). */
    record Ping(String data) implements EnginePacket {}

    /** The answer to a ping, with its data. */
    record Pong(String data) implements EnginePacket {}

    /** A message of text. */
    record Text(String data) implements EnginePacket {}

    /** A message of bytes. */
    record Binary(Bytes data) implements EnginePacket {}

    /** Client to server: the probed transport takes over. */
    record Upgrade() implements EnginePacket {}

    /** Releases a poll that has nothing to carry. */
    record Noop() implements EnginePacket {}
}
