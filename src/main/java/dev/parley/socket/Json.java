package dev.parley.socket;

import dev.parley.settings.Settings;
import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.socketio.SocketFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON of clients, within limits. Arguments are checked whole and once, when they arrive; their values are made
 * when somebody asks for them. So what is only passed on (an echo, a broadcast of what was received) is never taken
 * apart, and still no receiver ever gets broken JSON. Thread-safe.
 */
final class Json {
    /** Names that have a meaning of their own at one of the two sides. */
    static final Set<String> RESERVED_EVENTS =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final int TYPICAL_ARGUMENTS = 4;

    private final int maxDepth;
    private final JsonFactory factory;

    Json(Settings.Socket limits) {
        this(limits.maxJsonDepth(), limits.maxNumberLength());
    }

    Json(int maxDepth, int maxNumberLength) {
        this.maxDepth = maxDepth;
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(maxNumberLength)
                        // Strings and names are as long as the message, which the engine bounds.
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                // Clients choose the names: nothing to remember, and no table that all threads share.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
    }

    record ReceivedEvent(String name, Args args) {}

    /** The event in a payload: {@code [name, argument…]}. */
    ReceivedEvent event(String text, List<Bytes> attachments) throws SocketFormatException {
        Scan scan = scan(text, attachments);
        if (scan.name == null) {
            throw new SocketFormatException("an event without a name");
        }
        if (RESERVED_EVENTS.contains(scan.name)) {
            throw new SocketFormatException("an event with a reserved name");
        }
        return new ReceivedEvent(scan.name, scan.args(1));
    }

    /** The arguments of an acknowledgement: {@code [argument…]}. */
    Args args(String text, List<Bytes> attachments) throws SocketFormatException {
        return scan(text, attachments).args(0);
    }

    Map<String, @Nullable Object> object(String text) throws SocketFormatException {
        try (JsonParser parser = parser(text)) {
            return object(parser);
        }
    }

    private Map<String, @Nullable Object> object(JsonParser parser) throws SocketFormatException {
        try {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Object value = objectOrAttachment(parser, List.of());
                if (parser.nextToken() == null) {
                    return asObject(value);
                }
            }
            throw new SocketFormatException("a payload that is no JSON object");
        } catch (JacksonException e) {
            throw refused(e, parser);
        }
    }

    /** The value in a slice of a text that {@link #scan} has found well formed. */
    @Nullable
    Object value(String slice, List<Bytes> attachments) {
        try (JsonParser parser = parser(slice)) {
            parser.nextToken();
            return value(parser, attachments);
        } catch (SocketFormatException e) {
            throw new IllegalStateException("checked when it arrived", e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> asObject(Object value) {
        return (Map<String, @Nullable Object>) value;
    }

    private Scan scan(String text, List<Bytes> attachments) throws SocketFormatException {
        try (JsonParser parser = parser(text)) {
            return scan(parser, new Scan(text, attachments));
        }
    }

    private Scan scan(JsonParser parser, Scan scan) throws SocketFormatException {
        try {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new SocketFormatException("a payload that is no JSON array");
            }
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                scan.argument(parser, token);
            }
            scan.offsets[scan.count] = offset(parser);
            if (parser.nextToken() != null) {
                throw new SocketFormatException("a payload with something behind it");
            }
            return scan;
        } catch (JacksonException e) {
            throw refused(e, parser);
        }
    }

    private JsonParser parser(String text) {
        return factory.createParser(ObjectReadContext.empty(), text);
    }

    private SocketFormatException refused(JacksonException e, JsonParser parser) {
        if (!(e instanceof StreamConstraintsException)) {
            return new SocketFormatException("invalid JSON");
        }
        return parser.streamReadContext().getNestingDepth() > maxDepth
                ? new SocketFormatException("JSON beyond the limit of its depth", "max-json-depth")
                : new SocketFormatException("JSON beyond the limit of a number's length", "max-number-length");
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static @Nullable Object value(JsonParser parser, List<Bytes> attachments) throws SocketFormatException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> objectOrAttachment(parser, attachments);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser, attachments));
                }
                yield Collections.unmodifiableList(list);
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new SocketFormatException("invalid JSON");
        };
    }

    private static Object objectOrAttachment(JsonParser parser, List<Bytes> attachments) throws SocketFormatException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser, attachments));
        }
        if (attachments.isEmpty() || !Boolean.TRUE.equals(object.get(JsonWriter.PLACEHOLDER))) {
            return Collections.unmodifiableMap(object);
        }
        if (object.get("num") instanceof Long number && number >= 0 && number < attachments.size()) {
            return attachments.get(number.intValue());
        }
        throw new SocketFormatException("a placeholder without its attachment");
    }

    /** What one pass over a payload finds. */
    private final class Scan {
        private final String text;
        private final List<Bytes> attachments;

        /** Where each element starts, and behind the last one where the array ends. */
        private int[] offsets = new int[TYPICAL_ARGUMENTS];

        private int count;
        private @Nullable String name;
        private boolean mimicsPlaceholder;

        Scan(String text, List<Bytes> attachments) {
            this.text = text;
            this.attachments = attachments;
        }

        void argument(JsonParser parser, JsonToken token) throws SocketFormatException {
            offsets[count] = offset(parser);
            if (++count == offsets.length) {
                offsets = Arrays.copyOf(offsets, count * 2);
            }
            if (count == 1 && (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT)) {
                name = parser.getString();
            } else if (!attachments.isEmpty()) {
                value(parser, attachments); // finds a placeholder without its attachment
            } else if (token.isStructStart()) {
                skip(parser);
            }
        }

        private void skip(JsonParser parser) {
            for (int open = 1; open > 0; ) {
                JsonToken token = parser.nextToken();
                if (token.isStructStart()) {
                    open++;
                } else if (token.isStructEnd()) {
                    open--;
                } else if (token == JsonToken.VALUE_TRUE && JsonWriter.PLACEHOLDER.equals(parser.currentName())) {
                    mimicsPlaceholder = true;
                }
            }
        }

        Args args(int first) {
            return new Args(
                    Json.this, text, Arrays.copyOfRange(offsets, first, count + 1), attachments, mimicsPlaceholder);
        }
    }
}
