package dev.parley.socket;

import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.socketio.SocketFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an event or of an acknowledgement that somebody sent. Immutable, and safe to use on any thread.
 *
 * <p>Clients send what they like. So each argument is read as the type that is expected, and an
 * {@link ArgumentException} tells that it is missing or another one:
 *
 * <pre>{@code
 * socket.on("move", (args, ack) -> board.move(args.string(0), args.integer(1)));
 * }</pre>
 *
 * <p>Values are made when they are asked for. Args given to {@code emit} or to an acknowledgement stand for all their
 * arguments, and pass on as the text that they came as, without being taken apart.
 */
public final class Args {
    private final Json json;
    private final String text;
    private final int[] offsets;
    private final List<Bytes> attachments;
    private final boolean mimicsPlaceholder;

    /** Objects and lists that have been asked for; values are immutable, so a race makes one twice at worst. */
    private final @Nullable Object[] structures;

    /** @param offsets where in the text each argument starts, and behind the last one where the array ends */
    Args(Json json, String text, int[] offsets, List<Bytes> attachments, boolean mimicsPlaceholder) {
        this.json = json;
        this.text = text;
        this.offsets = offsets;
        this.attachments = attachments;
        this.mimicsPlaceholder = mimicsPlaceholder;
        this.structures = new Object[offsets.length - 1];
    }

    /**
     * Arguments as a client would send them; for tests of handlers.
     *
     * @param values what {@code emit} takes
     */
    public static Args of(@Nullable Object... values) {
        Payload payload = JsonWriter.ack(values);
        try {
            return new Json(Integer.MAX_VALUE, Integer.MAX_VALUE).args(payload.json(), payload.attachments());
        } catch (SocketFormatException e) {
            throw new IllegalStateException("not readable as written", e);
        }
    }

    /** How many arguments there are. */
    public int size() {
        return offsets.length - 1;
    }

    /** @throws ArgumentException if it is missing or no string */
    public String string(int index) {
        if (kind(index) != '"') {
            throw wrong(index, "a string");
        }
        int end = plainStringEnd(index);
        return end < 0 ? (String) made(index) : text.substring(offsets[index] + 1, end);
    }

    /**
     * A {@link Long} or {@link java.math.BigInteger} if it was written as a whole number, or else a {@link Double}.
     *
     * @throws ArgumentException if it is missing or no number
     */
    public Number number(int index) {
        if (!isNumber(index)) {
            throw wrong(index, "a number");
        }
        return (Number) made(index);
    }

    /** @throws ArgumentException if it is missing, no number, or not exactly a whole number of 64 bits */
    public long integer(int index) {
        if (isNumber(index)) {
            Number number = number(index);
            if (number instanceof Long whole) {
                return whole;
            }
            // 1e3 is a whole number too, and so is every double up to 2^53 without a fraction.
            double value = number.doubleValue();
            if (value == Math.rint(value) && Math.abs(value) <= 0x1p53) {
                return (long) value;
            }
        }
        throw wrong(index, "a whole number");
    }

    /** @throws ArgumentException if it is missing or neither true nor false */
    public boolean bool(int index) {
        if (!isBool(index)) {
            throw wrong(index, "true or false");
        }
        return kind(index) == 't';
    }

    /**
     * The properties in the order in which they were sent. Values are those of {@link #value}.
     *
     * @throws ArgumentException if it is missing or no object
     */
    public Map<String, @Nullable Object> object(int index) {
        if (kind(index) == '{' && made(index) instanceof Map<?, ?> object) {
            return Json.asObject(object);
        }
        throw wrong(index, "an object");
    }

    /**
     * Values are those of {@link #value}.
     *
     * @throws ArgumentException if it is missing or no list
     */
    @SuppressWarnings("unchecked")
    public List<@Nullable Object> list(int index) {
        if (kind(index) == '[') {
            return (List<@Nullable Object>) made(index);
        }
        throw wrong(index, "a list");
    }

    /** @throws ArgumentException if it is missing or not binary */
    public Bytes bytes(int index) {
        if (kind(index) == '{' && made(index) instanceof Bytes bytes) {
            return bytes;
        }
        throw wrong(index, "binary");
    }

    /**
     * A String, Long, BigInteger, Double, Boolean, null, an unmodifiable Map of String to values, an unmodifiable List
     * of values, or {@link Bytes}.
     *
     * @throws ArgumentException if it is missing
     */
    public @Nullable Object value(int index) {
        if (index >= size()) {
            throw wrong(index, "a value");
        }
        return made(index);
    }

    public boolean isString(int index) {
        return kind(index) == '"';
    }

    public boolean isNumber(int index) {
        char kind = kind(index);
        return kind == '-' || (kind >= '0' && kind <= '9');
    }

    public boolean isBool(int index) {
        char kind = kind(index);
        return kind == 't' || kind == 'f';
    }

    public boolean isObject(int index) {
        return kind(index) == '{' && made(index) instanceof Map;
    }

    public boolean isList(int index) {
        return kind(index) == '[';
    }

    public boolean isBytes(int index) {
        return kind(index) == '{' && made(index) instanceof Bytes;
    }

    /** Whether the argument is null. One that is missing is not. */
    public boolean isNull(int index) {
        return kind(index) == 'n';
    }

    /** All values, as of {@link #value}. */
    public List<@Nullable Object> toList() {
        List<@Nullable Object> values = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            values.add(made(i));
        }
        return Collections.unmodifiableList(values);
    }

    /** The arguments as a JSON array. */
    @Override
    public String toString() {
        return '[' + text.substring(start(0), end()) + ']';
    }

    String text() {
        return text;
    }

    int start(int index) {
        return offsets[index];
    }

    int end() {
        return offsets[offsets.length - 1];
    }

    List<Bytes> attachments() {
        return attachments;
    }

    /** Whether an object in here would be taken for a placeholder if it were sent together with attachments. */
    boolean mimicsPlaceholder() {
        return mimicsPlaceholder;
    }

    /** @return the first character of the argument's JSON, which tells its type; NUL if it is missing */
    private char kind(int index) {
        return index < size() ? text.charAt(offsets[index]) : '\0';
    }

    /** @return where the string's closing quote is, or -1 if it has escapes */
    private int plainStringEnd(int index) {
        for (int i = offsets[index] + 1; ; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                return c == '"' ? i : -1;
            }
        }
    }

    @SuppressWarnings("NullAway") // null is the value of a null
    private Object made(int index) {
        Object made = structures[index];
        if (made == null) {
            made = json.value(slice(index), attachments);
            if (made instanceof Map || made instanceof List) {
                structures[index] = made;
            }
        }
        return made;
    }

    /** The argument's JSON without the comma and the white space behind it. */
    private String slice(int index) {
        int end = offsets[index + 1];
        if (index + 1 < size()) {
            end = text.lastIndexOf(',', end - 1);
        }
        return text.substring(offsets[index], end);
    }

    private ArgumentException wrong(int index, String expected) {
        return new ArgumentException("argument " + index + (index < size() ? " is not " : " is missing: ") + expected);
    }
}
