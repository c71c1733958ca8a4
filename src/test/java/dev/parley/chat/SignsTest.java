package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is away, and who is writing: here one sign in two seconds is shown. */
class SignsTest extends ChatFixture {
    private final List<String> told = new ArrayList<>();

    SignsTest() {
        super(Map.of("parley.chat.writing-interval", "2s"));
        chat.add(new Audience() {
            @Override
            public void deliver(Message message) {}

            @Override
            public void away(Person person, boolean away) {
                told.add(person.name() + (away ? " is away" : " is back"));
            }

            @Override
            public void writing(Person writer, RoomName room) {
                told.add(writer.name() + " writes in " + room);
            }

            @Override
            public void writing(Person writer, Person reader) {
                told.add(writer.name() + " writes to " + reader.name());
            }
        });
    }

    private final class Client extends Connected {
        Client(String name, @Nullable String token) {
            super(name, token, person -> {});
        }

        Client away(boolean away) {
            chat.signs().away(visitor, away, this::answered);
            return this;
        }

        Client writes(Conversation conversation) {
            chat.signs().writing(visitor, conversation, this::answered);
            return this;
        }

        Client writes(RoomName room) {
            return writes(new Conversation.Room(room));
        }
    }

    private Client client(String name) {
        return new Client(name, null);
    }

    @Test
    void a_person_is_away_who_is_so_at_every_connection() {
        Client first = client("Ann").away(true);
        Client second = new Client("Ann", directory.of(new PersonId(1)));
        second.away(true).away(true);
        first.away(false);
        chat.leave(first.visitor);

        assertThat(told).containsExactly("Ann is away", "Ann is back", "Ann is away", "Ann is back", "Ann is away");
    }

    @Test
    void nothing_is_said_of_somebody_who_has_gone() {
        Client ann = client("Ann");
        chat.leave(ann.visitor);

        assertThat(told).isEmpty();
    }

    @Test
    void who_writes_is_shown_once_in_an_interval_and_the_rest_is_dropped() {
        Client ann = client("Ann").writes(RoomName.LOBBY).writes(RoomName.LOBBY);
        now = now.plusMillis(1_999);
        ann.writes(RoomName.LOBBY);
        assertThat(told).containsExactly("Ann writes in lobby");
        assertThat(counted(counters, "parley_chat_signs_dropped_total", "")).isEqualTo(2);

        now = now.plusMillis(1);
        ann.writes(RoomName.LOBBY);

        assertThat(told).hasSize(2);
        assertThat(ann.answer()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void only_those_of_the_conversation_are_told() {
        client("Bob");
        Client ann = client("Ann").writes(new Conversation.Direct(new Name("bob")));
        client("Cid").writes(new Conversation.Direct(new Name("Nobody")));
        Client eve = client("Eve").writes(ATTIC);

        assertThat(told).containsExactly("Ann writes to Bob");
        assertThat(eve.refusal()).isEqualTo(Refusal.NOT_MEMBER);
        assertThat(ann.answer()).isInstanceOf(Outcome.Done.class);
    }
}
