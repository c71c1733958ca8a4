package dev.parley.gateway;

import dev.parley.chat.Audience;
import dev.parley.chat.Chat;
import dev.parley.chat.Conversation;
import dev.parley.chat.Cursor;
import dev.parley.chat.DeviceCodes;
import dev.parley.chat.Here;
import dev.parley.chat.Joined;
import dev.parley.chat.Message;
import dev.parley.chat.Outcome;
import dev.parley.chat.Page;
import dev.parley.chat.Person;
import dev.parley.chat.Room;
import dev.parley.chat.RoomName;
import dev.parley.chat.Saying;
import dev.parley.chat.Standing;
import dev.parley.chat.Visitor;
import dev.parley.socket.Ack;
import dev.parley.socket.ArgumentException;
import dev.parley.socket.Broadcast;
import dev.parley.socket.Namespace;
import dev.parley.socket.Socket;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The structured protocol on a namespace: one object a request, and an acknowledgement. */
public final class ChatNamespace implements Audience {
    private final Chat chat;
    private final Logins logins;
    private final SocketRooms rooms;
    private final RoomEvents roomEvents;
    private final SignEvents signEvents;
    private final RevisionEvents revisionEvents;
    private final SearchEvents searchEvents;
    private final FileEvents fileEvents;

    private ChatNamespace(Namespace namespace, Chat chat, Logins logins) {
        this.chat = chat;
        this.logins = logins;
        this.rooms = new SocketRooms(namespace);
        this.roomEvents = new RoomEvents(chat);
        this.signEvents = new SignEvents(chat);
        this.revisionEvents = new RevisionEvents(chat);
        this.searchEvents = new SearchEvents(chat);
        this.fileEvents = new FileEvents(chat);
    }

    /** Lets the clients of a namespace into the chat. */
    public static void open(Namespace namespace, Chat chat, Logins logins) {
        ChatNamespace structured = new ChatNamespace(namespace, chat, logins);
        chat.add(structured);
        namespace.onConnection(structured::connected);
    }

    @Override
    public void deliver(Message message) {
        rooms.of(message).send(MessageObject.of(message));
    }

    @Override
    public void read(Person person, Conversation conversation, long upTo) {
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("conversation", conversation.text());
        mark.put("id", upTo);
        rooms.of(person).emit("read", mark);
    }

    @Override
    public void membership(Person person, Room room, boolean member) {
        tell(rooms.of(person), room, member);
    }

    @Override
    public void changed(Room room) {
        tell(rooms.of(room.name()), room, true);
    }

    @Override
    public void away(Person person, boolean away) {
        SignEvents.tellAway(rooms.everybody(), person, away);
    }

    @Override
    public void writing(Person writer, RoomName room) {
        SignEvents.tellWriting(rooms.of(room), writer, room.text());
    }

    @Override
    public void writing(Person writer, Person reader) {
        SignEvents.tellWriting(rooms.of(reader), writer, new Conversation.Direct(writer.name()).text());
    }

    private static void tell(Broadcast whom, Room room, boolean member) {
        Map<String, Object> object = RoomEvents.object(room);
        object.put("member", member);
        whom.emit("room", object);
    }

    /** What is done about one event. */
    interface Request {
        void handle(Visitor visitor, RequestObject request, Ack ack);
    }

    private void connected(Socket socket) {
        Visitor visitor = SocketRooms.visitor(socket);
        on(socket, visitor, "who", (v, request, ack) -> ack.send(who(socket)));
        on(socket, visitor, "join", this::join);
        on(
                socket,
                visitor,
                "say",
                (v, request, ack) ->
                        chat.say(v, request.optionalRoom("room").orElse(RoomName.LOBBY), saying(request), stored(ack)));
        on(
                socket,
                visitor,
                "whisper",
                (v, request, ack) -> chat.whisper(v, request.string("to"), saying(request), stored(ack)));
        on(socket, visitor, "history", this::history);
        on(socket, visitor, "read", this::read);
        on(
                socket,
                visitor,
                "device-code",
                (v, request, ack) -> chat.deviceCodes()
                        .make(v, outcome -> ack.send(Answers.of(outcome, ChatNamespace::codeObject))));
        on(
                socket,
                visitor,
                "forget",
                (v, request, ack) -> chat.forget(v, outcome -> ack.send(Answers.of(outcome, id -> Map.of()))));
        on(
                socket,
                visitor,
                "people",
                (v, request, ack) ->
                        chat.people(v, outcome -> ack.send(Answers.of(outcome, ChatNamespace::peopleObject))));
        roomEvents.requests().forEach((event, request) -> on(socket, visitor, event, request));
        signEvents.requests().forEach((event, request) -> on(socket, visitor, event, request));
        revisionEvents.requests().forEach((event, request) -> on(socket, visitor, event, request));
        searchEvents.requests().forEach((event, request) -> on(socket, visitor, event, request));
        fileEvents.requests().forEach((event, request) -> on(socket, visitor, event, request));
        logins.opened(socket, socket.handshake().principal(), () -> socket.disconnect(true));
        socket.onDisconnect(reason -> {
            logins.closed(socket);
            chat.leave(visitor);
        });
    }

    private void on(Socket socket, Visitor visitor, String event, Request request) {
        socket.on(event, (args, ack) -> {
            chat.heard(visitor);
            try {
                request.handle(visitor, RequestObject.of(args), ack);
            } catch (ArgumentException e) {
                ack.send(Answers.invalid(Objects.requireNonNull(e.getMessage())));
            }
        });
    }

    /** Whom the server has authenticated on this connection, and whether others may come. */
    private Map<String, Object> who(Socket socket) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Principal principal = socket.handshake().principal();
        answer.put("account", principal == null ? null : principal.getName());
        answer.put("guests", chat.allowsGuests());
        return Answers.ok(answer);
    }

    private void join(Visitor visitor, RequestObject request, Ack ack) {
        Optional<Long> last = request.optionalId("last");
        Consumer<Outcome<Joined>> then = outcome -> {
            if (outcome instanceof Outcome.Done<Joined> done) {
                missed(visitor, last, missed -> welcome(visitor, done.value(), missed, ack));
            } else {
                ack.send(Answers.of(outcome, joined -> Map.of()));
            }
        };
        String code = request.optionalString("code");
        if (code == null) {
            chat.join(visitor, request.string("name"), request.optionalString("token"), then);
        } else {
            chat.joinByCode(visitor, code, then);
        }
    }

    /** @param gap whether there is more between this page and what the client has */
    private record Missed(Page page, boolean gap) {}

    /** What the lobby has after the last message that the client knows, or the newest page if that is too much. */
    private void missed(Visitor visitor, Optional<Long> last, Consumer<Missed> then) {
        if (last.isEmpty()) {
            page(visitor, new Cursor.Newest(), newest -> then.accept(new Missed(newest, false)));
            return;
        }
        page(visitor, new Cursor.After(last.get()), after -> {
            if (after.messages().isEmpty() || !after.more()) {
                then.accept(new Missed(after, false));
            } else {
                page(visitor, new Cursor.Newest(), newest -> then.accept(new Missed(newest, true)));
            }
        });
    }

    /** One that cannot be read now is empty, and there is more. */
    private void page(Visitor visitor, Cursor cursor, Consumer<Page> then) {
        chat.history(
                visitor,
                new Conversation.Room(RoomName.LOBBY),
                cursor,
                Chat.USUAL_PAGE,
                read -> then.accept(
                        read instanceof Outcome.Done<Page> done ? done.value() : new Page(List.of(), true)));
    }

    /** The list of people is taken last, so that it is right for whatever this client gets after the answer. */
    private void welcome(Visitor visitor, Joined joined, Missed missed, Ack ack) {
        chat.standings(
                visitor,
                standings -> chat.rooms()
                        .own(
                                visitor,
                                own -> chat.people(visitor, outcome -> {
                                    Map<String, Object> about = new LinkedHashMap<>();
                                    about.putAll(MessageObject.of(missed.page()));
                                    about.put("gap", missed.gap());
                                    about.put("conversations", known(standings, ChatNamespace::standingObject));
                                    about.put("rooms", known(own, RoomEvents::object));
                                    about.put("files", fileEvents.limits());
                                    ack.send(Answers.of(outcome, names -> welcome(joined, names, about)));
                                })));
    }

    private static Map<String, ?> welcome(Joined joined, List<Here> people, Map<String, ?> about) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("me", joined.me().name().text());
        answer.put("token", joined.token());
        answer.put("room", RoomName.LOBBY.text());
        answer.putAll(peopleObject(people));
        answer.putAll(about);
        return answer;
    }

    /** Nothing where it cannot be known now. */
    private static <T> List<Map<String, ?>> known(Outcome<List<T>> asked, Function<T, Map<String, ?>> object) {
        return asked instanceof Outcome.Done<List<T>> done
                ? done.value().stream().<Map<String, ?>>map(object).toList()
                : List.of();
    }

    private static Map<String, ?> standingObject(Standing standing) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("conversation", standing.conversation().text());
        object.put("last", standing.last());
        object.put("read", standing.read());
        object.put("unread", standing.unread());
        return object;
    }

    private void read(Visitor visitor, RequestObject request, Ack ack) {
        chat.read(
                visitor,
                request.conversation("conversation"),
                request.id("id"),
                outcome -> ack.send(Answers.of(outcome, conversation -> Map.of())));
    }

    private void history(Visitor visitor, RequestObject request, Ack ack) {
        PageRequest page = request.page();
        chat.history(
                visitor,
                request.place(),
                page.cursor(),
                page.limit(),
                outcome -> ack.send(Answers.of(outcome, MessageObject::of)));
    }

    private static Map<String, ?> codeObject(DeviceCodes.Made made) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", made.code());
        object.put("seconds", made.valid().toSeconds());
        return object;
    }

    private static Consumer<Outcome<Message>> stored(Ack ack) {
        return outcome -> ack.send(Answers.of(outcome, MessageObject::answer));
    }

    private static Saying saying(RequestObject request) {
        return new Saying(
                text(request),
                request.optionalUuid("uuid"),
                request.optionalId("reply").orElse(null),
                request.ids("files"));
    }

    /** Which may be left out beside files. */
    private static String text(RequestObject request) {
        String text = request.optionalString("text");
        return text == null && !request.ids("files").isEmpty() ? "" : request.string("text");
    }

    private static Map<String, ?> peopleObject(List<Here> people) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("people", names(people.stream()));
        object.put("away", names(people.stream().filter(Here::away)));
        return object;
    }

    private static List<String> names(Stream<Here> people) {
        return people.map(here -> here.name().text()).toList();
    }
}
