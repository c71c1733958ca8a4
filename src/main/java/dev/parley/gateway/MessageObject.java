package dev.parley.gateway;

import dev.parley.chat.Message;
import dev.parley.chat.Page;
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

    /** @return values are strings and one {@link Long} */
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
        return object;
    }

    static List<Map<String, Object>> listOf(Page page) {
        return page.messages().stream().map(MessageObject::of).toList();
    }

    /** {@code {"messages":[…],"more":…}} in UTF-8. */
    static byte[] json(Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeArrayPropertyStart("messages");
            for (Map<String, Object> message : listOf(page)) {
                out.writeStartObject();
                message.forEach((name, value) -> {
                    if (value instanceof Long number) {
                        out.writeNumberProperty(name, number);
                    } else {
                        out.writeStringProperty(name, (String) value);
                    }
                });
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeBooleanProperty("more", page.more());
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
