package dev.parley.gateway;

import dev.parley.chat.Chat;
import dev.parley.chat.FileOffer;
import dev.parley.chat.Files;
import dev.parley.chat.SharedFile;
import dev.parley.chat.Visitor;
import dev.parley.settings.ChatSettings;
import dev.parley.socket.Ack;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of the structured protocol by which files are sent before they are shared. */
final class FileEvents {
    private final Files files;

    FileEvents(Chat chat) {
        files = chat.files();
    }

    /** Each by its event. */
    Map<String, ChatNamespace.Request> requests() {
        return Map.of(
                "file", this::begin,
                "file-part", this::add,
                "file-cancel", this::cancel);
    }

    /** What may be shared, or null if nothing may. */
    @Nullable
    Map<String, Object> limits() {
        return files.limits().map(FileEvents::object).orElse(null);
    }

    private static Map<String, Object> object(ChatSettings.Files limits) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("maxBytes", limits.maxBytes());
        object.put("maxPerMessage", limits.maxPerMessage());
        object.put("types", limits.types());
        return object;
    }

    private void begin(Visitor visitor, RequestObject request, Ack ack) {
        String type = request.optionalString("type");
        FileOffer offer =
                new FileOffer(request.string("name"), type == null ? "" : type, request.size("size"), picture(request));
        files.begin(visitor, offer, outcome -> ack.send(Answers.of(outcome, id -> Map.of("file", id))));
    }

    /** One side alone says nothing. */
    private static SharedFile.Picture picture(RequestObject request) {
        int width = request.pixels("width");
        int height = request.pixels("height");
        return width > 0 && height > 0 ? new SharedFile.Picture(width, height) : SharedFile.Picture.NONE;
    }

    private void add(Visitor visitor, RequestObject request, Ack ack) {
        long file = request.id("file");
        byte[] bytes = request.bytes("data").toArray();
        files.add(
                visitor, file, bytes, outcome -> ack.send(Answers.of(outcome, missing -> Map.of("missing", missing))));
    }

    private void cancel(Visitor visitor, RequestObject request, Ack ack) {
        files.cancel(visitor, request.id("file"), outcome -> ack.send(Answers.of(outcome, id -> Map.of())));
    }
}
