package dev.parley.wire.socketio;

import dev.parley.wire.engineio.Bytes;
import java.util.List;
import java.util.OptionalLong;

/**
 * One packet of the Socket.IO protocol, whole: with its binary attachments. JSON stays the text that was on the wire
 * until somebody needs a value of it; here it is known to start with the right bracket, not yet to be well formed.
 *
 * <p>BINARY_EVENT and BINARY_ACK are no types of their own: an event or an acknowledgement with attachments is one.
 */
public sealed interface SocketPacket {

    /** Starts with a slash; {@code "/"} is the main namespace. */
    String namespace();

    /**
     * A client asks to join a namespace, or the server says that it has.
     *
     * @param payloadJson an object: a client's credentials (or {@code {}}), the server's {@code {"sid":…}}
     */
    record Connect(String namespace, String payloadJson) implements SocketPacket {}

    /** Either side leaves a namespace. No answer is expected. */
    record Disconnect(String namespace) implements SocketPacket {}

    /**
     * @param ackId present if the sender wants an acknowledgement
     * @param argsJson a non-empty array, the name of the event first
     * @param attachments in the order of their placeholders' numbers
     */
    record Event(String namespace, OptionalLong ackId, String argsJson, List<Bytes> attachments)
            implements SocketPacket {
        public Event {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * @param ackId of the event that this answers
     * @param argsJson an array, perhaps empty
     * @param attachments in the order of their placeholders' numbers
     */
    record Ack(String namespace, long ackId, String argsJson, List<Bytes> attachments) implements SocketPacket {
        public Ack {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * The server refuses a client's {@link Connect}.
     *
     * @param payloadJson an object with a {@code message}, or (from protocol 4) a string
     */
    record ConnectError(String namespace, String payloadJson) implements SocketPacket {}
}
