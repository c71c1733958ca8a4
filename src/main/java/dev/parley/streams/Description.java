package dev.parley.streams;

import java.io.StringWriter;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON object in which no key is left out: what is absent is {@code null}. */
final class Description {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;

    private Description(JsonGenerator out) {
        this.out = out;
    }

    static String object(Consumer<Description> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new Description(out).braces(content);
        }
        return text.toString();
    }

    Description put(String key, @Nullable String value) {
        if (value == null) {
            out.writeNullProperty(key);
        } else {
            out.writeStringProperty(key, value);
        }
        return this;
    }

    Description put(String key, long value) {
        out.writeNumberProperty(key, value);
        return this;
    }

    Description put(String key, boolean value) {
        out.writeBooleanProperty(key, value);
        return this;
    }

    Description putNull(String key) {
        out.writeNullProperty(key);
        return this;
    }

    Description put(String key, Consumer<Description> object) {
        out.writeName(key);
        braces(object);
        return this;
    }

    /** An array of objects. */
    <T> Description put(String key, Iterable<T> elements, BiConsumer<Description, T> each) {
        out.writeName(key);
        out.writeStartArray();
        elements.forEach(element -> braces(object -> each.accept(object, element)));
        out.writeEndArray();
        return this;
    }

    private void braces(Consumer<Description> content) {
        out.writeStartObject();
        content.accept(this);
        out.writeEndObject();
    }
}
