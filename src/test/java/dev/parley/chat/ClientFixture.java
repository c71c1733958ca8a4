package dev.parley.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A chat whose log stores when the test says so, what it delivers, and clients who may do anything at any time. */
abstract class ClientFixture extends ChatFixture {
    static final Conversation LOBBY = new Conversation.Room(RoomName.LOBBY);

    private static final Map<String, String> TALKATIVE = Map.of("parley.chat.message-burst", "10000");

    final List<String> delivered = new ArrayList<>();

    ClientFixture() {
        super(TALKATIVE);
        now = Instant.parse("2026-01-01T12:00:00.123456Z");
        chat.add(
                message -> delivered.add(message.kind() + " " + message.author().name()
                        + (message.recipient() == null
                                ? ""
                                : " > " + message.recipient().name())
                        + (message.text().isEmpty() ? "" : " " + message.text())));
    }

    /** Another chat on the same storage, one of whose settings is not the default. */
    final Chat chat(String setting, String value) {
        Map<String, String> properties = new HashMap<>(TALKATIVE);
        properties.put("parley.chat." + setting, value);
        return chat(properties);
    }

    /** A connection, what it was answered, and as whom it entered. */
    final class Client {
        private final Chat of;
        final List<Outcome<?>> answers = new ArrayList<>();

        @Nullable
        Person me;

        final Visitor visitor;

        Client(Chat of) {
            this(of, null);
        }

        Client(Chat of, @Nullable String account) {
            this.of = of;
            visitor = new Visitor(
                    person -> {
                        me = person;
                        delivered.add("(" + person.name() + " enters)");
                    },
                    account,
                    () -> {});
        }

        Client join(String name) {
            return join(name, null);
        }

        Client join(String name, @Nullable String key) {
            of.join(visitor, name, key, answers::add);
            return this;
        }

        Client say(String text) {
            of.say(visitor, RoomName.LOBBY, Saying.of(text), answers::add);
            return this;
        }

        Client whisper(String to, String text) {
            of.whisper(visitor, to, Saying.of(text), answers::add);
            return this;
        }

        Client say(String text, UUID uuid) {
            of.say(visitor, RoomName.LOBBY, new Saying(text, uuid, null, List.of()), answers::add);
            return this;
        }

        Client whisper(String to, String text, UUID uuid) {
            of.whisper(visitor, to, new Saying(text, uuid, null, List.of()), answers::add);
            return this;
        }

        Client line(String line) {
            of.line(visitor, line, answers::add);
            return this;
        }

        void leave() {
            of.leave(visitor);
        }

        String token() {
            return Objects.requireNonNull(((Joined) last()).token());
        }

        Object last() {
            return ((Outcome.Done<?>) answers.get(answers.size() - 1)).value();
        }

        Refusal refusal() {
            return ((Outcome.Refused<?>) answers.get(answers.size() - 1)).why();
        }

        Client heard() {
            of.heard(visitor);
            return this;
        }

        List<String> standings() {
            List<String> lines = new ArrayList<>();
            of.standings(
                    visitor,
                    outcome -> ((Outcome.Done<List<Standing>>) outcome)
                            .value()
                            .forEach(s -> lines.add(s.conversation().text() + " " + s.unread() + " unread")));
            return lines;
        }

        List<String> people() {
            List<String> names = new ArrayList<>();
            of.people(
                    visitor,
                    outcome -> ((Outcome.Done<List<Here>>) outcome)
                            .value()
                            .forEach(here -> names.add(here.name().text())));
            return names;
        }
    }

    final Client client() {
        return new Client(chat);
    }
}
