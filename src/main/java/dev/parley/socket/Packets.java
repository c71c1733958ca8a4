package dev.parley.socket;

import dev.parley.engine.Outgoing;
import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.socketio.SocketEncoder;
import dev.parley.wire.socketio.SocketPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Encodes packets once, for however many receivers: the text, then its attachments. */
final class Packets {
    private Packets() {}

    static List<Outgoing> event(String namespace, String event, @Nullable Object[] args) {
        return event(namespace, OptionalLong.empty(), payload(event, args));
    }

    static List<Outgoing> event(String namespace, OptionalLong ackId, Payload payload) {
        return encode(
                new SocketPacket.Event(namespace, ackId, payload.json(), payload.attachments()), payload.attachments());
    }

    static Payload payload(String event, @Nullable Object[] args) {
        if (Json.RESERVED_EVENTS.contains(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
        return JsonWriter.event(event, args);
    }

    static List<Outgoing> ack(String namespace, long ackId, @Nullable Object[] args) {
        Payload payload = JsonWriter.ack(args);
        return encode(
                new SocketPacket.Ack(namespace, ackId, payload.json(), payload.attachments()), payload.attachments());
    }

    /** The same for clients that may miss it; an outbox drops all of it or nothing. */
    static List<Outgoing> droppable(List<Outgoing> packets) {
        return packets.stream().map(Outgoing::asDroppable).toList();
    }

    /** A packet without attachments. */
    static List<Outgoing> of(SocketPacket packet) {
        return encode(packet, List.of());
    }

    private static List<Outgoing> encode(SocketPacket packet, List<Bytes> attachments) {
        Outgoing text = Outgoing.text(SocketEncoder.text(packet));
        if (attachments.isEmpty()) {
            return List.of(text);
        }
        List<Outgoing> all = new ArrayList<>(1 + attachments.size());
        all.add(text);
        attachments.forEach(attachment -> all.add(Outgoing.binary(attachment)));
        return List.copyOf(all);
    }
}
