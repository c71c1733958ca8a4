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
    private final boolean base64;
    private final int size;
    private volatile @Nullable String text;
    private volatile byte @Nullable [] payload;

    private Outgoing(EnginePacket packet, boolean droppable, boolean base64, int size) {
        this.packet = packet;
        this.droppable = droppable;
        this.base64 = base64;
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
        return new Outgoing(packet, false, false, size(packet));
    }

    /** Bytes of a packet in its text form; of a packet without data just its type. */
    static int size(EnginePacket packet) {
        if (packet instanceof EnginePacket.Text text) {
            return 1 + utf8Length(text.data());
        } else if (packet instanceof EnginePacket.Binary binary) {
            return 1 + (binary.data().size() + 2) / 3 * 4;
        }
        return 1;
    }

    private static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }

    /** The same packet, which may be lost when its receiver is slow or not connected. */
    public Outgoing asDroppable() {
        return new Outgoing(packet, true, base64, size);
    }

    public EnginePacket packet() {
        return packet;
    }

    public boolean droppable() {
        return droppable;
    }

    /** Whether a WebSocket carries this as a binary message. */
    public boolean isBinary() {
        return packet instanceof EnginePacket.Binary && !base64;
    }

    /** The same packet for a client that takes no binary messages. */
    Outgoing withoutBinary() {
        return isBinary() ? new Outgoing(packet, droppable, true, size) : this;
    }

    /** What this packet counts in an outbox: the bytes of its text form, the longest there is. */
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
        byte[] encoded = payload;
        if (encoded == null) {
            encoded = packet instanceof EnginePacket.Binary binary && !base64
                    ? binary.data().toArray()
                    : text().getBytes(StandardCharsets.UTF_8);
            payload = encoded;
        }
        return encoded;
    }

    @Override
    public String toString() {
        return "Outgoing[" + packet.getClass().getSimpleName() + ", " + size + "]";
    }
}
