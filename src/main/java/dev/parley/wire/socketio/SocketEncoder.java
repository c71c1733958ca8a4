package dev.parley.wire.socketio;

import dev.parley.wire.engineio.Bytes;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes the text of a packet. What goes over the wire is this text and then, each as a message of its own, the
 * packet's attachments.
 */
public final class SocketEncoder {
    private SocketEncoder() {}

    public static String text(SocketPacket packet) {
        if (packet instanceof SocketPacket.Event event) {
            return eventOrAck('2', '5', event.namespace(), event.ackId(), event.argsJson(), event.attachments());
        }
        if (packet instanceof SocketPacket.Ack ack) {
            return eventOrAck(
                    '3', '6', ack.namespace(), OptionalLong.of(ack.ackId()), ack.argsJson(), ack.attachments());
        }
        if (packet instanceof SocketPacket.Connect connect) {
            return start('0', connect.namespace(), connect.payloadJson()).toString();
        }
        if (packet instanceof SocketPacket.Disconnect disconnect) {
            return start('1', disconnect.namespace(), "").toString();
        }
        if (packet instanceof SocketPacket.ConnectError error) {
            return start('4', error.namespace(), error.payloadJson()).toString();
        }
        throw new AssertionError(packet);
    }

    private static String eventOrAck(
            char type, char binaryType, String namespace, OptionalLong ackId, String json, List<Bytes> attachments) {
        // Type, count of attachments, comma and ack id take 24 characters at most in practice.
        StringBuilder text = new StringBuilder(json.length() + namespace.length() + 24);
        if (attachments.isEmpty()) {
            text.append(type);
        } else {
            text.append(binaryType).append(attachments.size()).append('-');
        }
        namespace(text, namespace);
        if (ackId.isPresent()) {
            text.append(ackId.getAsLong());
        }
        return text.append(json).toString();
    }

    private static StringBuilder start(char type, String namespace, String json) {
        StringBuilder text = new StringBuilder(json.length() + namespace.length() + 2).append(type);
        namespace(text, namespace);
        return text.append(json);
    }

    private static void namespace(StringBuilder text, String namespace) {
        if (!namespace.equals("/")) {
            text.append(namespace).append(',');
        }
    }
}
