package dev.parley.gateway;

import dev.parley.chat.Chat;
import dev.parley.chat.Person;
import dev.parley.chat.Signs;
import dev.parley.chat.Visitor;
import dev.parley.socket.Ack;
import dev.parley.socket.Broadcast;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the structured protocol has about who is away and who is writing. */
final class SignEvents {
    private final Signs signs;

    SignEvents(Chat chat) {
        signs = chat.signs();
    }

    /** Each by its event. */
    Map<String, ChatNamespace.Request> requests() {
        return Map.of("away", this::away, "writing", this::writing);
    }

    private void away(Visitor visitor, RequestObject request, Ack ack) {
        signs.away(visitor, request.flag("away"), outcome -> ack.send(Answers.of(outcome, here -> Map.of())));
    }

    private void writing(Visitor visitor, RequestObject request, Ack ack) {
        signs.writing(visitor, request.place(), outcome -> ack.send(Answers.of(outcome, conversation -> Map.of())));
    }

    static void tellAway(Broadcast whom, Person person, boolean away) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", person.name().text());
        object.put("away", away);
        whom.emit("away", object);
    }

    /** @param conversation as its readers call it */
    static void tellWriting(Broadcast whom, Person writer, String conversation) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("conversation", conversation);
        object.put("name", writer.name().text());
        whom.droppable().emit("writing", object);
    }
}
