package dev.parley.gateway;

import dev.parley.chat.Chat;
import dev.parley.chat.Name;
import dev.parley.chat.Room;
import dev.parley.chat.RoomDirectory.Listed;
import dev.parley.chat.RoomName;
import dev.parley.chat.Rooms;
import dev.parley.chat.Visitor;
import dev.parley.socket.Ack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The requests of the structured protocol that are about rooms. */
final class RoomEvents {
    private final Rooms rooms;

    RoomEvents(Chat chat) {
        rooms = chat.rooms();
    }

    /** Each by its event. */
    Map<String, ChatNamespace.Request> requests() {
        return Map.of(
                "rooms", this::list,
                "create-room", this::create,
                "join-room", this::join,
                "leave-room", this::leave,
                "topic", this::topic,
                "invite", this::invite,
                "members", this::members);
    }

    private void list(Visitor visitor, RequestObject request, Ack ack) {
        rooms.visible(
                visitor,
                outcome -> ack.send(Answers.of(
                        outcome,
                        all -> Map.of(
                                "rooms", all.stream().map(RoomEvents::listed).toList()))));
    }

    private void create(Visitor visitor, RequestObject request, Ack ack) {
        String topic = Objects.requireNonNullElse(request.optionalString("topic"), "");
        rooms.create(
                visitor,
                request.string("room"),
                topic,
                request.flag("private"),
                outcome -> ack.send(Answers.of(outcome, RoomEvents::answer)));
    }

    private void join(Visitor visitor, RequestObject request, Ack ack) {
        rooms.join(visitor, request.room("room"), outcome -> ack.send(Answers.of(outcome, RoomEvents::answer)));
    }

    private void leave(Visitor visitor, RequestObject request, Ack ack) {
        rooms.leave(visitor, request.room("room"), outcome -> ack.send(Answers.of(outcome, name -> Map.of())));
    }

    private void topic(Visitor visitor, RequestObject request, Ack ack) {
        rooms.topic(
                visitor,
                request.room("room"),
                request.string("topic"),
                outcome -> ack.send(Answers.of(outcome, RoomEvents::answer)));
    }

    private void invite(Visitor visitor, RequestObject request, Ack ack) {
        rooms.invite(
                visitor,
                request.room("room"),
                request.string("name"),
                outcome -> ack.send(Answers.of(outcome, room -> Map.of())));
    }

    private void members(Visitor visitor, RequestObject request, Ack ack) {
        RoomName room = request.room("room");
        rooms.members(
                visitor,
                room,
                outcome -> ack.send(Answers.of(
                        outcome,
                        names ->
                                Map.of("members", names.stream().map(Name::text).toList()))));
    }

    private static Map<String, ?> answer(Room room) {
        return Map.of("room", object(room));
    }

    private static Map<String, ?> listed(Listed listed) {
        Map<String, Object> object = object(listed.room());
        object.put("member", listed.member());
        object.put("members", listed.members());
        return object;
    }

    /** To which more may be added. */
    static Map<String, Object> object(Room room) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", room.name().text());
        object.put("topic", room.topic());
        object.put("private", room.isPrivate());
        return object;
    }
}
