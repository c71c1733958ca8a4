package dev.parley.transport.http;

import org.jspecify.annotations.Nullable;

/**
 * A text message that a container's WebSocket delivers in parts, so that the bound on it is Parley's own and no container keeps a
 * buffer of that size. Nothing is kept between messages. Called by one thread at a time.
 */
public final class TextParts {
    private static final int ONE_BYTE_BELOW = 0x80;
    private static final int TWO_BYTES_BELOW = 0x800;

    private final int maxBytes;
    private final StringBuilder parts = new StringBuilder(0);
    private long bytes;

    /** @param maxBytes of one message in UTF-8 */
    public TextParts(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Counts the next part. To be called once before {@link #add}; once it has said no, the connection is at its end. */
    public boolean fits(String part) {
        bytes += bytes(part);
        return bytes <= maxBytes;
    }

    /** @return the message that this part ends, or null if more are to come */
    public @Nullable String add(String part, boolean last) {
        if (!last) {
            parts.append(part);
            return null;
        }
        bytes = 0;
        if (parts.isEmpty()) {
            return part;
        }
        String message = parts.append(part).toString();
        parts.setLength(0);
        parts.trimToSize();
        return message;
    }

    private static long bytes(String text) {
        long count = text.length();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= TWO_BYTES_BELOW && !Character.isSurrogate(character)) {
                count += 2;
            } else if (character >= ONE_BYTE_BELOW) {
                count++; // two halves of a pair are four bytes
            }
        }
        return count;
    }
}
