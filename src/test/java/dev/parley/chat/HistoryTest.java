package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What has been said, and how much of it is unread. */
class HistoryTest extends ClientFixture {
    @Test
    void private_messages_are_for_their_two_people_only() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob");
        Client eve = client().join("Eve");
        ann.whisper("Bob", "psst").say("hello");

        assertThat(texts(ann, "bob")).containsExactly("psst");
        assertThat(texts(bob, "Ann")).containsExactly("psst");
        assertThat(texts(eve, "Bob")).isEmpty();
        assertThat(texts(eve, null)).containsExactly("", "", "", "hello");
        bob.leave();
        assertThat(texts(client().join("Bob"), "Ann")).isEmpty();
    }

    @Test
    void what_a_page_contains_has_been_delivered_when_the_page_is_answered() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob");
        log.hold();
        bob.say("one").say("two");
        Runnable tellOne = log.storeNextUntold();
        delivered.clear();
        chat.history(
                ann.visitor,
                LOBBY,
                new Cursor.Newest(),
                1,
                page -> delivered.add("page "
                        + ((Outcome.Done<Page>) page).value().messages().get(0).text()));
        bob.say("three");
        assertThat(delivered).isEmpty();
        tellOne.run();
        assertThat(delivered).containsExactly("SAY Bob one");
        log.storeNext();
        assertThat(delivered).containsExactly("SAY Bob one", "SAY Bob two", "page one");
    }

    @Test
    void history_is_for_those_who_joined_and_can_be_away() {
        List<Outcome<Page>> answers = new ArrayList<>();
        chat.history(client().visitor, LOBBY, new Cursor.Newest(), 10, answers::add);
        Client ann = client().join("Ann");
        log.fail(LogUnavailableException.Reason.AWAY);
        chat.history(ann.visitor, LOBBY, new Cursor.Newest(), 10, answers::add);

        assertThat(answers)
                .extracting(answer -> ((Outcome.Refused<Page>) answer).why())
                .containsExactly(Refusal.NOT_JOINED, Refusal.UNAVAILABLE);
    }

    private List<String> texts(Client of, @Nullable String with) {
        List<String> texts = new ArrayList<>();
        chat.history(
                of.visitor,
                with == null ? LOBBY : new Conversation.Direct(new Name(with)),
                new Cursor.Newest(),
                10,
                page -> ((Outcome.Done<Page>) page).value().messages().forEach(m -> texts.add(m.text())));
        return texts;
    }

    @Test
    void unread_counts_are_kept_with_the_person_whatever_the_connection() {
        Client ann = client().join("Ann");
        ann.heard().standings();
        ann.leave();
        Client bob = client().join("Bob");
        bob.say("one").say("two").whisper("Ann", "psst");

        Client again = client().join("Ann", ann.token());

        assertThat(again.standings()).containsExactly("lobby 2 unread", "@Bob 1 unread");
        chat.read(again.visitor, new Conversation.Room(RoomName.LOBBY), 100, again.answers::add);
        assertThat(again.standings()).containsExactly("lobby 0 unread", "@Bob 1 unread");
    }

    @Test
    void marks_that_gather_while_some_are_stored_are_stored_together_and_the_furthest_counts() {
        Client ann = client().join("Ann");
        ann.standings();
        storage.hold();
        for (long id : new long[] {3, 9, 5}) {
            chat.read(ann.visitor, new Conversation.Room(RoomName.LOBBY), id, ann.answers::add);
        }
        storage.runNext(); // the first one; the others are the next and last task
        storage.runNext();

        assertThat(log.of(Objects.requireNonNull(ann.me).id(), 1).get(0).read()).isEqualTo(9);
    }
}
