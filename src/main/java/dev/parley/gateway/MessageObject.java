package dev.parley.gateway;

import dev.parley.chat.Changes;
import dev.parley.chat.Message;
import dev.parley.chat.Name;
import dev.parley.chat.Page;
import dev.parley.chat.Reaction;
import dev.parley.chat.SharedFile;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Messages and pages as objects of JSON, the same over every way in ({@code src/docs/chat-protocol.md}, "A message"). */
final class MessageObject {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final JsonFactory JSON = new JsonFactory();

    private MessageObject() {}

    /** What a request is answered with that became a message. */
    static Map<String, ?> answer(Message message) {
        return Map.of("message", of(message));
    }

    static Map<String, Object> of(Message message) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", message.id());
        object.put("kind", message.kind().name().toLowerCase(Locale.ROOT));
        object.put("author", message.author().name().text());
        if (message.room() != null) {
            object.put("room", message.room().text());
        }
        if (message.recipient() != null) {
            object.put("to", message.recipient().name().text());
        }
        object.put("text", message.text());
        object.put("at", MILLISECONDS.format(message.at()));
        if (message.uuid() != null) {
            object.put("uuid", message.uuid().toString());
        }
        if (message.about() != null) {
            object.put(message.kind().isChange() ? "target" : "reply", message.about());
        }
        if (!message.files().isEmpty()) {
            object.put("files", message.files().stream().map(MessageObject::of).toList());
        }
        Changes changes = message.changes();
        if (changes.edited() != null) {
            object.put("edited", MILLISECONDS.format(changes.edited()));
        }
        if (changes.deleted()) {
            object.put("deleted", true);
        }
        if (!changes.reactions().isEmpty()) {
            object.put(
                    "reactions",
                    changes.reactions().stream().map(MessageObject::of).toList());
        }
        return object;
    }

    private static Map<String, Object> of(SharedFile file) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", file.id());
        object.put("name", file.name());
        object.put("type", file.type());
        object.put("size", file.size());
        if (file.picture().isKnown()) {
            object.put("width", (long) file.picture().width());
            object.put("height", (long) file.picture().height());
        }
        return object;
    }

    private static Map<String, Object> of(Reaction reaction) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("emoji", reaction.emoji());
        object.put("by", reaction.by().stream().map(Name::text).toList());
        return object;
    }

    static Map<String, ?> of(Page page) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("messages", page.messages().stream().map(MessageObject::of).toList());
        object.put("more", page.more());
        return object;
    }

    /** The same in UTF-8. */
    static byte[] json(Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(of(page), out);
        }
        return bytes.toByteArray();
    }

    private static void write(Object value, JsonGenerator out) {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            object.forEach((name, property) -> {
                out.writeName((String) name);
                write(property, out);
            });
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            list.forEach(element -> write(element, out));
            out.writeEndArray();
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            out.writeString((String) value);
        }
    }
}
