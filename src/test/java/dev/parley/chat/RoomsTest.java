package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of rooms: who sees, reads, hears and says what in which. */
class RoomsTest extends ChatFixture {
    private final List<String> told = new ArrayList<>();

    RoomsTest() {
        super(Map.of("parley.chat.rooms.max-name", "10", "parley.chat.rooms.max-topic", "20"));
        chat.add(new Audience() {
            @Override
            public void deliver(Message message) {
                told.add(message.kind() + " " + message.author().name() + " in " + message.room());
            }

            @Override
            public void membership(Person person, Room room, boolean member) {
                told.add(person.name() + (member ? " is in " : " is not in ") + room.name());
            }

            @Override
            public void changed(Room room) {
                told.add(room.name() + " is about " + room.topic());
            }
        });
    }

    /** Where a connection stands. */
    private static final class Places implements Visitor.Place {
        private final List<String> names = new ArrayList<>();

        @Override
        public void entered(Person me) {}

        @Override
        public void joined(RoomName room) {
            names.add(room.text());
        }

        @Override
        public void left(RoomName room) {
            names.remove(room.text());
        }
    }

    private final class Client extends Connected {
        private final List<String> places;

        Client(String name, @Nullable String token) {
            this(name, token, new Places());
        }

        private Client(String name, @Nullable String token, Places at) {
            super(name, token, at);
            places = at.names;
        }

        Client create(String name, boolean isPrivate) {
            chat.rooms().create(visitor, name, "", isPrivate, this::answered);
            return this;
        }

        Client join(RoomName room) {
            chat.rooms().join(visitor, room, this::answered);
            return this;
        }

        Client leave(RoomName room) {
            chat.rooms().leave(visitor, room, this::answered);
            return this;
        }

        Client invite(RoomName room, String name) {
            chat.rooms().invite(visitor, room, name, this::answered);
            return this;
        }

        Client topic(RoomName room, String topic) {
            chat.rooms().topic(visitor, room, topic, this::answered);
            return this;
        }

        Client say(RoomName room, String text) {
            chat.say(visitor, room, Saying.of(text), this::answered);
            return this;
        }

        Client history(RoomName room) {
            chat.history(visitor, new Conversation.Room(room), new Cursor.Newest(), 10, this::answered);
            return this;
        }

        Client members(RoomName room) {
            chat.rooms().members(visitor, room, this::answered);
            return this;
        }

        Client read(RoomName room, long id) {
            chat.read(visitor, new Conversation.Room(room), id, this::answered);
            return this;
        }

        void forget() {
            chat.forget(visitor, this::answered);
        }

        List<String> visible() {
            List<String> rooms = new ArrayList<>();
            chat.rooms().visible(visitor, each(one -> rooms.add(one.room().name() + (one.member() ? " member" : ""))));
            return rooms;
        }

        List<String> standings() {
            List<String> all = new ArrayList<>();
            chat.standings(visitor, each(one -> all.add(one.conversation().text() + " " + one.unread())));
            return all;
        }

        private static <T> Consumer<Outcome<List<T>>> each(Consumer<T> what) {
            return outcome -> ((Outcome.Done<List<T>>) outcome).value().forEach(what);
        }
    }

    private Client client(String name) {
        return new Client(name, null);
    }

    @Test
    void who_makes_a_room_is_in_it_and_everybody_sees_it_unless_it_is_private() {
        Client ann = client("Ann").create("Attic", false).create("cellar", true);
        Client bob = client("Bob");

        assertThat(ann.places).containsExactly("attic", "cellar");
        assertThat(ann.visible()).containsExactly("attic member", "cellar member");
        assertThat(bob.visible()).containsExactly("attic");
        assertThat(told).startsWith("JOIN Ann in lobby", "Ann is in attic", "JOIN Ann in attic", "Ann is in cellar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "@ann", "-attic", "a/b", "a#b", "elevenchars"})
    void a_name_that_cannot_stand_in_an_address_or_is_too_long_is_refused(String name) {
        assertThat(client("Ann").create(name, false).refusal()).isEqualTo(Refusal.ROOM_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"attic, ATTIC", "Straße, strasse", "地下室, 地下室", "a, lobby"})
    void a_name_is_taken_whatever_its_case(String first, String second) {
        assertThat(client("Ann").create(first, true).create(second, false).refusal())
                .isEqualTo(Refusal.ROOM_TAKEN);
    }

    @Test
    void a_public_room_is_read_by_everybody_and_heard_and_written_by_its_members() {
        Client ann = client("Ann").create("attic", false).say(ATTIC, "hello");
        Client bob = client("Bob");

        assertThat(((Page) bob.history(ATTIC).done()).messages()).hasSize(2);
        assertThat(bob.places).isEmpty();
        assertThat(bob.say(ATTIC, "me too").refusal()).isEqualTo(Refusal.NOT_MEMBER);
        bob.join(ATTIC).say(ATTIC, "me too");
        assertThat(bob.places).containsExactly("attic");
        assertThat(((Page) ann.history(ATTIC).done()).messages())
                .extracting(Message::text)
                .containsExactly("", "hello", "", "me too");
        assertThat((List<?>) ann.members(ATTIC).done()).hasToString("[Ann, Bob]");
    }

    @Test
    void a_private_room_is_to_others_as_if_it_were_not_there() {
        client("Ann").create("attic", true).say(ATTIC, "secret");
        Client bob = client("Bob");

        assertThat(bob.history(ATTIC).refusal()).isEqualTo(Refusal.UNKNOWN_ROOM);
        assertThat(bob.members(ATTIC).refusal()).isEqualTo(Refusal.UNKNOWN_ROOM);
        assertThat(bob.join(ATTIC).refusal()).isEqualTo(Refusal.UNKNOWN_ROOM);
        assertThat(bob.join(new RoomName("nowhere")).refusal()).isEqualTo(Refusal.UNKNOWN_ROOM);
        assertThat(bob.say(ATTIC, "x").refusal()).isEqualTo(Refusal.NOT_MEMBER);
        assertThat(bob.read(ATTIC, 1).refusal()).isEqualTo(Refusal.NOT_MEMBER);
        assertThat(bob.topic(ATTIC, "x").refusal()).isEqualTo(Refusal.NOT_MEMBER);
        assertThat(bob.invite(ATTIC, "Bob").refusal()).isEqualTo(Refusal.NOT_MEMBER);
        assertThat(bob.leave(ATTIC).refusal()).isEqualTo(Refusal.NOT_MEMBER);
    }

    @Test
    void members_invite_to_a_private_room_and_who_leaves_it_reads_it_no_more() {
        Client ann = client("Ann").create("attic", true).say(ATTIC, "secret");
        Client bob = client("Bob");
        ann.invite(ATTIC, "Bob");

        assertThat(bob.places).containsExactly("attic");
        assertThat(((Page) bob.history(ATTIC).done()).messages()).hasSize(3);
        assertThat(told).endsWith("Bob is in attic", "JOIN Bob in attic");

        bob.leave(ATTIC);
        assertThat(bob.places).isEmpty();
        assertThat(bob.history(ATTIC).refusal()).isEqualTo(Refusal.UNKNOWN_ROOM);
        assertThat(told).endsWith("Bob is not in attic", "LEAVE Bob in attic");
    }

    @Test
    void somebody_absent_is_invited_and_is_in_the_room_at_the_next_visit() {
        Client ann = client("Ann").create("attic", true);
        Client bob = client("Bob");
        String token = Objects.requireNonNull(((Joined) bob.done()).token());
        chat.heard(bob.visitor);
        chat.leave(bob.visitor);
        ann.invite(ATTIC, "Bob");

        assertThat(new Client("Bob", token).places).containsExactly("attic");
        assertThat(ann.invite(ATTIC, "Nobody").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    @Test
    void who_is_invited_while_coming_is_in_the_room_too() {
        Client ann = client("Ann").create("attic", true);
        Client other = client("Bob");
        String token = Objects.requireNonNull(((Joined) other.done()).token());
        chat.heard(other.visitor);
        chat.leave(other.visitor);
        log.hold();
        Client bob = new Client("Bob", token); // whose rooms are known, and whose coming is not stored yet
        ann.invite(ATTIC, "Bob");
        log.release();

        assertThat(bob.places).containsExactly("attic");
    }

    @Test
    void who_is_in_a_room_twice_is_in_it_once_and_nobody_hears_of_it() {
        Client ann = client("Ann").create("attic", false);
        Client bob = client("Bob").join(ATTIC);
        told.clear();

        assertThat(bob.join(ATTIC).done()).isEqualTo(new Room(ATTIC, "", false));
        ann.invite(ATTIC, "Bob");

        assertThat(told).isEmpty();
        assertThat(bob.places).containsExactly("attic");
    }

    @Test
    void every_connection_of_a_person_is_where_that_person_is() {
        Client first = client("Ann").create("attic", false);
        String token = directory.of(new PersonId(1));
        Client second = new Client("Ann", token);
        assertThat(second.places).containsExactly("attic");

        second.create("cellar", true).leave(ATTIC);

        assertThat(first.places).containsExactly("cellar");
        assertThat(second.places).containsExactly("cellar");
    }

    @Test
    void a_members_topic_is_told_to_all_and_is_one_line_of_a_bounded_length() {
        Client ann = client("Ann").create("attic", false).topic(ATTIC, " dust ");

        assertThat(told).endsWith("attic is about dust");
        assertThat(ann.topic(ATTIC, "x".repeat(21)).refusal()).isEqualTo(Refusal.TOPIC_TOO_LONG);
        assertThat(ann.topic(ATTIC, "two\nlines").refusal()).isEqualTo(Refusal.TEXT_INVALID);
        assertThat(ann.topic(ATTIC, "").done()).isEqualTo(new Room(ATTIC, "", false));
    }

    @Test
    void what_was_said_before_somebody_joined_is_not_unread_and_what_comes_after_is() {
        Client ann = client("Ann").create("attic", false).say(ATTIC, "before");
        Client bob = client("Bob").join(ATTIC);
        assertThat(bob.standings()).containsExactly("attic 0", "lobby 0");

        ann.say(ATTIC, "after");

        assertThat(bob.standings()).containsExactly("attic 1", "lobby 0");
        bob.read(ATTIC, 100);
        assertThat(bob.standings()).containsExactly("attic 0", "lobby 0");
    }

    @Test
    void a_person_is_in_as_many_rooms_as_may_be_and_no_more() {
        directory.rooms.limit(1);
        Client ann = client("Ann").create("attic", false);
        Client bob = client("Bob").create("cellar", false);

        assertThat(ann.create("hall", false).refusal()).isEqualTo(Refusal.TOO_MANY_ROOMS);
        assertThat(bob.join(ATTIC).refusal()).isEqualTo(Refusal.TOO_MANY_ROOMS);
        assertThat(ann.invite(ATTIC, "Bob").refusal()).isEqualTo(Refusal.TOO_MANY_ROOMS);
    }

    @Test
    void who_is_forgotten_is_in_no_room_any_more() {
        Client ann = client("Ann").create("attic", true);
        ann.forget();

        assertThat(directory.rooms.of(new PersonId(1))).isEmpty();
    }
}
