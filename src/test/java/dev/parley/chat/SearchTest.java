package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who finds what, and how much at once: here two searches. */
class SearchTest extends ChatFixture {
    SearchTest() {
        super(Map.of("parley.chat.message-burst", "1000"));
    }

    private final class Client extends Connected {
        private final List<Outcome<Found>> answers = new ArrayList<>();

        Client(String name) {
            super(name);
        }

        Client says(RoomName room, String text) {
            chat.say(visitor, room, Saying.of(text), said -> {});
            return this;
        }

        Client looksFor(String text) {
            return looksFor(new SearchQuery(text, null, null, null, null, Long.MAX_VALUE, 10));
        }

        Client looksFor(SearchQuery query) {
            chat.search().find(visitor, query, outcome -> {
                answers.add(outcome);
                answered(outcome);
            });
            return this;
        }

        List<String> found() {
            return ((Found) done()).messages().stream().map(Message::text).toList();
        }
    }

    private static SearchQuery in(Conversation place) {
        return new SearchQuery("", null, place, null, null, Long.MAX_VALUE, 10);
    }

    @Test
    void only_members_find_what_is_said_in_a_private_room_and_only_two_a_private_message() {
        Client ann = new Client("Ann");
        Client bob = new Client("Bob");
        Client eve = new Client("Eve");
        chat.rooms().create(ann.visitor, "attic", "", true, made -> {});
        ann.says(ATTIC, "word in the attic").says(RoomName.LOBBY, "word to all");
        chat.whisper(ann.visitor, "Bob", Saying.of("word to Bob"), said -> {});

        assertThat(ann.looksFor("word").found()).containsExactly("word to Bob", "word to all", "word in the attic");
        assertThat(bob.looksFor("word").found()).containsExactly("word to Bob", "word to all");
        assertThat(eve.looksFor("word").found()).containsExactly("word to all");
        assertThat(eve.looksFor(in(new Conversation.Room(ATTIC))).refusal()).isEqualTo(Refusal.UNKNOWN_ROOM);
        assertThat(eve.looksFor(in(new Conversation.Direct(new Name("Ann")))).found())
                .isEmpty();
        chat.rooms().invite(ann.visitor, ATTIC, "Eve", invited -> {});
        assertThat(eve.looksFor("attic").found()).containsExactly("word in the attic");
    }

    @Test
    void a_search_needs_something_to_look_for_and_no_more_than_may_be() {
        Client ann = new Client("Ann").says(RoomName.LOBBY, "hi");

        assertThat(ann.looksFor("").refusal()).isEqualTo(Refusal.SEARCH_EMPTY);
        assertThat(ann.looksFor(" -- ").refusal()).isEqualTo(Refusal.SEARCH_EMPTY);
        assertThat(ann.looksFor(in(new Conversation.Room(RoomName.LOBBY))).found())
                .containsExactly("hi");
        assertThat(ann.looksFor("\uD83D\uDE42".repeat(200)).found()).isEmpty();
        assertThat(ann.looksFor("\uD83D\uDE42".repeat(201)).refusal()).isEqualTo(Refusal.SEARCH_TOO_LONG);
        assertThat(ann.looksFor("a b c d e f g h i j j").found()).isEmpty();
        assertThat(ann.looksFor("a b c d e f g h i j k").refusal()).isEqualTo(Refusal.SEARCH_TOO_LONG);
    }

    @Test
    void as_many_run_at_once_as_may_a_hundred_wait_and_the_others_are_refused() {
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < 103; i++) {
            all.add(new Client("Ann" + i));
        }
        storage.hold();
        all.forEach(client -> client.looksFor("hi"));

        assertThat(all.subList(0, 102)).allMatch(client -> client.answers.isEmpty());
        assertThat(all.get(102).refusal()).isEqualTo(Refusal.BUSY);
        storage.runNext();
        storage.runNext();
        assertThat(all.stream().filter(client -> !client.answers.isEmpty())).hasSize(3);
        storage.release();
        assertThat(all).allMatch(client -> client.answers.size() == 1);
        assertThat(all.get(102).looksFor("hi").found()).isEmpty();
    }

    @Test
    void a_search_is_refused_while_the_log_is_away_and_the_next_one_is_not() {
        Client ann = new Client("Ann").says(RoomName.LOBBY, "hi");
        log.fail(LogUnavailableException.Reason.AWAY);
        for (int i = 0; i < 3; i++) {
            assertThat(ann.looksFor("hi").refusal()).isEqualTo(Refusal.UNAVAILABLE);
        }
        log.fail(null);

        assertThat(ann.looksFor("hi").found()).containsExactly("hi");
    }
}
