package dev.parley.gateway;

import dev.parley.chat.Chat;
import dev.parley.chat.Message;
import dev.parley.chat.Outcome;
import dev.parley.chat.Revisions;
import dev.parley.chat.Visitor;
import dev.parley.socket.Ack;
import java.util.Map;
import java.util.function.Consumer;

/** The requests of the structured protocol that change messages. */
final class RevisionEvents {
    private final Revisions revisions;

    RevisionEvents(Chat chat) {
        revisions = chat.revisions();
    }

    /** Each by its event. */
    Map<String, ChatNamespace.Request> requests() {
        return Map.of(
                "edit", this::edit,
                "delete", this::delete,
                "react", this::react,
                "unreact", this::unreact);
    }

    private void edit(Visitor visitor, RequestObject request, Ack ack) {
        revisions.edit(visitor, request.id("id"), request.string("text"), stored(ack));
    }

    private void delete(Visitor visitor, RequestObject request, Ack ack) {
        revisions.delete(visitor, request.id("id"), stored(ack));
    }

    private void react(Visitor visitor, RequestObject request, Ack ack) {
        revisions.react(visitor, request.id("id"), request.string("emoji"), stored(ack));
    }

    private void unreact(Visitor visitor, RequestObject request, Ack ack) {
        revisions.unreact(visitor, request.id("id"), request.string("emoji"), stored(ack));
    }

    private static Consumer<Outcome<Message>> stored(Ack ack) {
        return outcome -> ack.send(Answers.of(outcome, MessageObject::answer));
    }
}
