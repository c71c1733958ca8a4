package dev.parley.wire.socketio;

import dev.parley.wire.engineio.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one connection into packets: a text is a packet or, with attachments announced, the start of
 * one; a binary message is the next attachment. After a {@link SocketFormatException} the connection is at its end and
 * so is its decoder. Not thread-safe: messages of a connection come one at a time.
 *
 * <p>Stricter than the reference implementation where that one lets numbers pass that are none (a space, {@code 1e2}),
 * events without a payload, and acknowledgements without an id.
 */
public final class SocketDecoder {
    /** 2^53 - 1: the largest id that a JavaScript peer can count to. */
    private static final long MAX_ACK_ID = 9_007_199_254_740_991L;

    private final int maxAttachments;
    private final int maxAttachmentBytes;
    private @Nullable Assembly assembly;

    /**
     * @param maxAttachments of one packet
     * @param maxAttachmentBytes of all attachments of one packet together
     */
    public SocketDecoder(int maxAttachments, int maxAttachmentBytes) {
        this.maxAttachments = maxAttachments;
        this.maxAttachmentBytes = maxAttachmentBytes;
    }

    /** @return the packet, or empty if its attachments are still to come */
    public Optional<SocketPacket> text(String message) throws SocketFormatException {
        if (assembly != null) {
            throw new SocketFormatException("a text in place of an attachment");
        }
        Header header = new Scanner(message, maxAttachments).header();
        SocketPacket packet = packet(header, List.of()); // refuses a wrong payload before its attachments are awaited
        if (header.attachments == 0) {
            return Optional.of(packet);
        }
        assembly = new Assembly(header, new ArrayList<>(), 0);
        return Optional.empty();
    }

    /** @return the packet that this attachment completes, or empty if more are to come */
    public Optional<SocketPacket> binary(Bytes attachment) throws SocketFormatException {
        Assembly current = assembly;
        if (current == null) {
            throw new SocketFormatException("an attachment without its packet");
        }
        long bytes = current.bytes + attachment.size();
        if (bytes > maxAttachmentBytes) {
            throw new SocketFormatException(
                    "attachments of more than " + maxAttachmentBytes + " bytes", "max-attachment-bytes");
        }
        current.attachments.add(attachment);
        if (current.attachments.size() < current.header.attachments) {
            assembly = new Assembly(current.header, current.attachments, bytes);
            return Optional.empty();
        }
        assembly = null;
        return Optional.of(packet(current.header, current.attachments));
    }

    private static SocketPacket packet(Header header, List<Bytes> attachments) throws SocketFormatException {
        return switch (header.type) {
            case '0' -> new SocketPacket.Connect(header.namespace, payloadOrEmptyObject(header));
            case '1' -> new SocketPacket.Disconnect(require(header, header.payload.isEmpty()).namespace);
            case '2', '5' -> new SocketPacket.Event(header.namespace, header.ackId, array(header).payload, attachments);
            case '3', '6' ->
                new SocketPacket.Ack(header.namespace, header.ackId.getAsLong(), array(header).payload, attachments);
            default ->
                new SocketPacket.ConnectError(
                        header.namespace,
                        require(header, header.payload.startsWith("{") || header.payload.startsWith("\"")).payload);
        };
    }

    private static String payloadOrEmptyObject(Header header) throws SocketFormatException {
        return header.payload.isEmpty() ? "{}" : require(header, header.payload.startsWith("{")).payload;
    }

    private static Header array(Header header) throws SocketFormatException {
        return require(header, header.payload.startsWith("["));
    }

    private static Header require(Header header, boolean valid) throws SocketFormatException {
        if (!valid) {
            throw new SocketFormatException("a payload that a packet of type " + header.type + " cannot have");
        }
        return header;
    }

    private record Header(char type, int attachments, String namespace, OptionalLong ackId, String payload) {}

    private record Assembly(Header header, List<Bytes> attachments, long bytes) {}

    /** Reads {@code <type>[<attachments>-][<namespace>,][<ack id>][<payload>]} from left to right. */
    private static final class Scanner {
        private final String text;
        private final int maxAttachments;
        private int at;

        Scanner(String text, int maxAttachments) {
            this.text = text;
            this.maxAttachments = maxAttachments;
        }

        Header header() throws SocketFormatException {
            char type = type();
            int attachments = type == '5' || type == '6' ? attachments() : 0;
            String namespace = namespace();
            OptionalLong ackId = ackId(type);
            return new Header(type, attachments, namespace, ackId, text.substring(at));
        }

        private char type() throws SocketFormatException {
            char type = peek();
            if (type < '0' || type > '6') {
                throw new SocketFormatException("an unknown packet type");
            }
            at++;
            return type;
        }

        private int attachments() throws SocketFormatException {
            long count = digits(maxAttachments);
            if (count > maxAttachments) {
                throw new SocketFormatException("more than " + maxAttachments + " attachments", "max-attachments");
            }
            if (count < 0 || peek() != '-') {
                throw new SocketFormatException("a binary packet without the number of its attachments");
            }
            at++;
            return (int) count;
        }

        /** A query in it is part of the name, as for the reference implementation since protocol 5. */
        private String namespace() {
            if (peek() != '/') {
                return "/";
            }
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            String namespace = text.substring(at, end);
            at = comma < 0 ? end : comma + 1;
            return namespace;
        }

        private OptionalLong ackId(char type) throws SocketFormatException {
            long id = digits(MAX_ACK_ID);
            if (id > MAX_ACK_ID) {
                throw new SocketFormatException("an acknowledgement id above 2^53 - 1");
            }
            boolean ack = type == '3' || type == '6';
            boolean event = type == '2' || type == '5';
            if (id < 0 ? ack : !(ack || event)) {
                throw new SocketFormatException(
                        id < 0 ? "an acknowledgement without an id" : "an id on a packet of type " + type);
            }
            return id < 0 ? OptionalLong.empty() : OptionalLong.of(id);
        }

        /** @return the number that stands here, -1 if there is none, or some number above the most if it is above that */
        private long digits(long max) {
            int start = at;
            long number = 0;
            for (char c = peek(); c >= '0' && c <= '9'; c = peek()) {
                number = number * 10 + (c - '0');
                if (number > max) {
                    return number;
                }
                at++;
            }
            return at == start ? -1 : number;
        }

        /** @return the next character, or NUL at the end, which no rule accepts */
        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }
    }
}
