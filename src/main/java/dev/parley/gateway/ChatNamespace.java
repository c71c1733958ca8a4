package dev.parley.gateway;

import dev.parley.chat.Audience;
import dev.parley.chat.Chat;
import dev.parley.chat.Cursor;
import dev.parley.chat.Joined;
import dev.parley.chat.Message;
import dev.parley.chat.Name;
import dev.parley.chat.Outcome;
import dev.parley.chat.Page;
import dev.parley.chat.RoomName;
import dev.parley.chat.Visitor;
import dev.parley.socket.Ack;
import dev.parley.socket.ArgumentException;
import dev.parley.socket.Namespace;
import dev.parley.socket.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The structured protocol on a namespace: one object a request, and an acknowledgement. */
public final class ChatNamespace implements Audience {
    private final Chat chat;
    private final SocketRooms rooms;

    private ChatNamespace(Namespace namespace, Chat chat) {
        this.chat = chat;
        this.rooms = new SocketRooms(namespace);
    }

    /** Lets the clients of a namespace into the chat. */
    public static void open(Namespace namespace, Chat chat) {
        ChatNamespace structured = new ChatNamespace(namespace, chat);
        chat.add(structured);
        namespace.onConnection(structured::connected);
    }

    @Override
    public void deliver(Message message) {
        rooms.of(message).send(MessageObject.of(message));
    }

    private interface Request {
        void handle(Visitor visitor, RequestObject request, Ack ack);
    }

    private void connected(Socket socket) {
        Visitor visitor = SocketRooms.visitor(socket);
        on(socket, visitor, "join", this::join);
        on(socket, visitor, "say", (v, request, ack) -> chat.say(v, request.string("text"), stored(ack)));
        on(
                socket,
                visitor,
                "whisper",
                (v, request, ack) -> chat.whisper(v, request.string("to"), request.string("text"), stored(ack)));
        on(socket, visitor, "history", this::history);
        on(
                socket,
                visitor,
                "people",
                (v, request, ack) -> chat.people(
                        v, outcome -> ack.send(Answers.of(outcome, names -> Map.of("people", texts(names))))));
        socket.onDisconnect(reason -> chat.leave(visitor));
    }

    private static void on(Socket socket, Visitor visitor, String event, Request request) {
        socket.on(event, (args, ack) -> {
            try {
                request.handle(visitor, RequestObject.of(args), ack);
            } catch (ArgumentException e) {
                ack.send(Answers.invalid(Objects.requireNonNull(e.getMessage())));
            }
        });
    }

    private void join(Visitor visitor, RequestObject request, Ack ack) {
        chat.join(visitor, request.string("name"), request.optionalString("key"), outcome -> {
            if (outcome instanceof Outcome.Done<Joined> done) {
                welcome(visitor, done.value(), ack);
            } else {
                ack.send(Answers.of(outcome, joined -> Map.of()));
            }
        });
    }

    /** The list of people is taken last, so that it is right for whatever this client gets after the answer. */
    private void welcome(Visitor visitor, Joined joined, Ack ack) {
        chat.history(visitor, null, new Cursor.Newest(), Chat.USUAL_PAGE, read -> {
            Page page = read instanceof Outcome.Done<Page> done ? done.value() : new Page(List.of(), true);
            chat.people(
                    visitor,
                    outcome -> ack.send(Answers.of(outcome, names -> {
                        Map<String, Object> answer = new LinkedHashMap<>();
                        answer.put("me", joined.me().name().text());
                        answer.put("key", joined.key());
                        answer.put("room", RoomName.LOBBY.text());
                        answer.put("people", texts(names));
                        answer.putAll(pageObject(page));
                        return answer;
                    })));
        });
    }

    private void history(Visitor visitor, RequestObject request, Ack ack) {
        PageRequest page = request.page();
        chat.history(
                visitor,
                request.optionalString("with"),
                page.cursor(),
                page.limit(),
                outcome -> ack.send(Answers.of(outcome, ChatNamespace::pageObject)));
    }

    private static Consumer<Outcome<Message>> stored(Ack ack) {
        return outcome -> ack.send(Answers.of(outcome, message -> Map.of("message", MessageObject.of(message))));
    }

    private static Map<String, ?> pageObject(Page page) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("messages", MessageObject.listOf(page));
        object.put("more", page.more());
        return object;
    }

    private static List<String> texts(List<Name> names) {
        return names.stream().map(Name::text).toList();
    }
}
