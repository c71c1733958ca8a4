package dev.parley.engine;

import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.engineio.EngineCodec;
import dev.parley.wire.engineio.EnginePacket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A packet on its way out: encoded once, shared by all its receivers. Immutable to the eye and safe for every thread; the
 * encodings appear when a transport first asks for them.
 */
public final class Outgoing {
    private final EnginePacket packet;
    private final boolean droppable;
    private final int size;
    private @Nullable String text;
    private byte @Nullable [] utf8;

    private Outgoing(EnginePacket packet, boolean droppable, int size) {
        this.packet = packet;
        this.droppable = droppable;
        this.size = size;
    }

    /** A message of text. */
    public static Outgoing text(String message) {
        return of(new EnginePacket.Text(message));
    }

    /** A message of bytes. */
    public static Outgoing binary(Bytes message) {
        return of(new EnginePacket.Binary(message));
    }

    static Outgoing of(EnginePacket packet) {
        int size = packet instanceof EnginePacket.Binary binary
                ? binary.data().size()
                : packet instanceof EnginePacket.Text text ? text.data().length() + 1 : 1;
        return new Outgoing(packet, false, size);
    }

    /** The same packet, which may be lost when its receiver is slow or not connected. */
    public Outgoing asDroppable() {
        return new Outgoing(packet, true, size);
    }

    public EnginePacket packet() {
        return packet;
    }

    public boolean droppable() {
        return droppable;
    }

    public boolean isBinary() {
        return packet instanceof EnginePacket.Binary;
    }

    /** What this packet counts in an outbox: bytes of a binary message, UTF-16 characters of any other. */
    public int size() {
        return size;
    }

    /** The text form, with base64 for a binary message (Engine.IO protocol v4, "Packet encoding"). */
    public String text() {
        String encoded = text;
        if (encoded == null) {
            encoded = EngineCodec.encode(packet);
            text = encoded; // a race encodes twice, to equal values
        }
        return encoded;
    }

    /**
     * The payload of the WebSocket message that carries this packet: the bytes of a binary message, else the text form in
     * UTF-8. The array is shared: never write to it.
     */
    public byte[] websocketPayload() {
        byte[] encoded = utf8;
        if (encoded == null) {
            encoded = packet instanceof EnginePacket.Binary binary
                    ? binary.data().toArray()
                    : text().getBytes(StandardCharsets.UTF_8);
            utf8 = encoded;
        }
        return encoded;
    }

    @Override
    public String toString() {
        return "Outgoing[" + packet.getClass().getSimpleName() + ", " + size + "]";
    }
}
