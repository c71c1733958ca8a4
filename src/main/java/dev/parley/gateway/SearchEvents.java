package dev.parley.gateway;

import dev.parley.chat.Chat;
import dev.parley.chat.Found;
import dev.parley.chat.Search;
import dev.parley.chat.SearchQuery;
import dev.parley.chat.Visitor;
import dev.parley.socket.Ack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The request of the structured protocol that looks for messages. */
final class SearchEvents {
    private final Search search;

    SearchEvents(Chat chat) {
        search = chat.search();
    }

    /** Each by its event. */
    Map<String, ChatNamespace.Request> requests() {
        return Map.of("search", this::find);
    }

    private void find(Visitor visitor, RequestObject request, Ack ack) {
        SearchQuery query = new SearchQuery(
                Objects.requireNonNullElse(request.optionalString("text"), ""),
                request.optionalName("author").orElse(null),
                isPlaced(request) ? request.place() : null,
                request.optionalMoment("from").orElse(null),
                request.optionalMoment("to").orElse(null),
                request.optionalId("before").orElse(Long.MAX_VALUE),
                request.limit(Search.USUAL_PAGE, Search.MAX_PAGE));
        search.find(visitor, query, outcome -> ack.send(Answers.of(outcome, SearchEvents::object)));
    }

    private static boolean isPlaced(RequestObject request) {
        return request.optionalString("with") != null || request.optionalString("room") != null;
    }

    private static Map<String, ?> object(Found found) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("messages", found.messages().stream().map(MessageObject::of).toList());
        object.put("more", found.next().isPresent());
        found.next().ifPresent(next -> object.put("next", next));
        return object;
    }
}
