package dev.parley.socket;

import dev.parley.wire.engineio.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON. Bytes become attachments with a placeholder in their place. {@link Args} are spliced in as the
 * text that they came as.
 *
 * <p>Not Jackson's generator, for two reasons: halves of surrogate pairs are escaped, as JavaScript does, because UTF-8
 * cannot carry them; and a spliced text must be known not to mimic a placeholder (see {@link #payload()}).
 */
final class JsonWriter {
    static final String PLACEHOLDER = "_placeholder";

    /** Deeper values are taken for cyclic. */
    private static final int MAX_DEPTH = 1_000;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(128);
    private final List<Bytes> attachments = new ArrayList<>(0);
    private boolean mimicsPlaceholder;
    private int depth;

    /** The payload of an event. */
    static Payload event(String name, @Nullable Object... args) {
        JsonWriter writer = new JsonWriter();
        writer.out.append('[');
        writer.string(name);
        writer.elements(Arrays.asList(args), true);
        writer.out.append(']');
        return writer.payload();
    }

    /** The payload of an acknowledgement. */
    static Payload ack(@Nullable Object... args) {
        JsonWriter writer = new JsonWriter();
        writer.out.append('[');
        writer.elements(Arrays.asList(args), false);
        writer.out.append(']');
        return writer.payload();
    }

    /** An object without attachments. */
    static String object(Map<String, ?> object) {
        JsonWriter writer = new JsonWriter();
        writer.map(object);
        if (!writer.attachments.isEmpty()) {
            throw new IllegalArgumentException("bytes are possible in events and acknowledgements only");
        }
        return writer.out.toString();
    }

    /**
     * @throws IllegalArgumentException if an object beside the attachments looks like a placeholder: the receiver would
     *     put an attachment in its place, or end the connection because there is none of that number
     */
    private Payload payload() {
        if (mimicsPlaceholder && !attachments.isEmpty()) {
            throw new IllegalArgumentException(
                    "an object with \"" + PLACEHOLDER + "\": true cannot be sent together with bytes");
        }
        return new Payload(out.toString(), List.copyOf(attachments));
    }

    /** Elements of an array that is open: each argument of an {@link Args} is an element. */
    private void elements(Iterable<? extends @Nullable Object> values, boolean comma) {
        boolean separate = comma;
        for (Object value : values) {
            if (value instanceof Args args && args.size() == 0) {
                continue;
            }
            if (separate) {
                out.append(',');
            }
            separate = true;
            if (value instanceof Args args) {
                splice(args);
            } else {
                value(value);
            }
        }
    }

    private void splice(Args args) {
        if (args.attachments().isEmpty()) {
            mimicsPlaceholder |= args.mimicsPlaceholder();
            out.append(args.text(), args.start(0), args.end());
        } else if (attachments.isEmpty()) {
            attachments.addAll(args.attachments());
            out.append(args.text(), args.start(0), args.end());
        } else {
            elements(args.toList(), false); // numbers its placeholders anew
        }
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence || value instanceof Character) {
            string(value.toString());
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Collection<?> list) {
            array(list);
        } else if (value instanceof Args args) {
            array(List.of(args));
        } else if (value instanceof Object[] array) {
            array(Arrays.asList(array));
        } else if (value instanceof Bytes bytes) {
            attach(bytes);
        } else if (value instanceof byte[] bytes) {
            attach(Bytes.copyOf(bytes));
        } else if (value instanceof ByteBuffer bytes) {
            attach(Bytes.copyOf(bytes));
        } else {
            throw new IllegalArgumentException(
                    "cannot be sent: " + value.getClass().getName()
                            + "; what can be: null, String, Number, Boolean, Map, Collection, Object[], Args, Bytes, byte[],"
                            + " ByteBuffer");
        }
    }

    private void attach(Bytes bytes) {
        out.append("{\"").append(PLACEHOLDER).append("\":true,\"num\":").append(attachments.size());
        out.append('}');
        attachments.add(bytes);
    }

    private void number(Number number) {
        // As JSON.stringify does: JSON has neither infinity nor NaN.
        boolean finite = (!(number instanceof Double d) || Double.isFinite(d))
                && (!(number instanceof Float f) || Float.isFinite(f));
        out.append(finite ? number.toString() : "null");
    }

    private void array(Collection<?> values) {
        deeper();
        out.append('[');
        elements(values, false);
        out.append(']');
        depth--;
    }

    private void map(Map<?, ?> map) {
        deeper();
        out.append('{');
        boolean separate = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("the name of a property must be a string: " + entry.getKey());
            }
            if (separate) {
                out.append(',');
            }
            separate = true;
            string(name);
            out.append(':');
            value(entry.getValue());
            mimicsPlaceholder |= name.equals(PLACEHOLDER) && Boolean.TRUE.equals(entry.getValue());
        }
        out.append('}');
        depth--;
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void string(String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(text, written, i);
            escape(c);
            written = i + 1;
        }
        out.append(text, written, text.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 0xf])
                        .append(HEX[c >> 4 & 0xf])
                        .append(HEX[c & 0xf]);
        }
    }
}
