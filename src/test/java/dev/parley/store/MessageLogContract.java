package dev.parley.store;

import static dev.parley.store.OpenedStore.ANN;
import static dev.parley.store.OpenedStore.BOB;
import static dev.parley.store.OpenedStore.draft;
import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Changes;
import dev.parley.chat.Conversation;
import dev.parley.chat.Cursor;
import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.MessageKind;
import dev.parley.chat.Name;
import dev.parley.chat.Page;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.Reaction;
import dev.parley.chat.RoomName;
import dev.parley.chat.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the log of messages gives back, on every database. */
abstract class MessageLogContract extends StoreContract {
    @Test
    void a_message_comes_back_as_it_was_stored() throws Exception {
        Message joined = stored(opened.append(Draft.join(RoomName.LOBBY, ANN, NOON)));
        Message said = stored(opened.append(Draft.say(RoomName.LOBBY, BOB, "你好 👋\n<b>\\'", NOON)));
        Message left = stored(opened.append(Draft.leave(RoomName.LOBBY, ANN, NOON)));

        assertThat(said.kind()).isEqualTo(MessageKind.SAY);
        assertThat(said.at()).isEqualTo(NOON);
        assertThat(lobby(new Cursor.Newest(), 10)).isEqualTo(new Page(List.of(joined, said, left), false));
    }

    @Test
    void the_history_outlives_the_store_and_ids_go_on() throws Exception {
        Message before = stored(opened.say("before"));

        reopen(100, Duration.ofMinutes(1));
        Message after = stored(opened.say("after"));

        assertThat(after.id()).isGreaterThan(before.id());
        assertThat(lobby(new Cursor.Newest(), 10).messages()).containsExactly(before, after);
    }

    @Test
    void pages_follow_each_other_backward_and_forward_without_a_gap() throws Exception {
        List<Message> all = sayAll(25);

        Page newest = lobby(new Cursor.Newest(), 10);
        Page middle = lobby(new Cursor.Before(newest.messages().get(0).id()), 10);
        Page oldest = lobby(new Cursor.Before(middle.messages().get(0).id()), 10);
        assertThat(newest).isEqualTo(new Page(all.subList(15, 25), true));
        assertThat(middle).isEqualTo(new Page(all.subList(5, 15), true));
        assertThat(oldest).isEqualTo(new Page(all.subList(0, 5), false));

        assertThat(lobby(new Cursor.After(all.get(4).id()), 10)).isEqualTo(new Page(all.subList(5, 15), true));
        assertThat(lobby(new Cursor.After(all.get(14).id()), 10)).isEqualTo(new Page(all.subList(15, 25), false));
        assertThat(lobby(new Cursor.After(all.get(24).id()), 10)).isEqualTo(new Page(List.of(), false));
        assertThat(lobby(new Cursor.Before(all.get(0).id()), 10)).isEqualTo(new Page(List.of(), false));
        assertThat(opened.log.room(new RoomName("elsewhere"), new Cursor.Newest(), 10))
                .isEqualTo(new Page(List.of(), false));
    }

    @Test
    void a_message_comes_back_as_it_is_after_its_changes_with_those_after_an_id_alone() throws Exception {
        Message first = stored(opened.say("helo"));
        Message second = stored(opened.say("other"));
        change(MessageKind.EDIT, ANN, first, "hell");
        Message edit = change(MessageKind.EDIT, ANN, first, "hello");
        Message react = change(MessageKind.REACT, BOB, first, "👍");
        Message ann = change(MessageKind.REACT, ANN, first, "👍");

        Message now = first.after(edit).after(react).after(ann);
        now = now.with(now.changes().withEdits(2));
        assertThat(lobby(new Cursor.Newest(), 10)).isEqualTo(new Page(List.of(now, second), false));
        assertThat(lobby(new Cursor.Newest(), 1)).isEqualTo(new Page(List.of(second), true));
        assertThat(lobby(new Cursor.Before(second.id()), 10)).isEqualTo(new Page(List.of(now), false));
        assertThat(lobby(new Cursor.After(edit.id() - 1), 2)).isEqualTo(new Page(List.of(edit, react), true));
        assertThat(opened.log.find(first.id())).contains(now);
    }

    @Test
    void an_emoji_that_was_taken_back_is_gone_and_the_others_stay() throws Exception {
        Message said = stored(opened.say("cake"));
        change(MessageKind.REACT, ANN, said, "🎂");
        change(MessageKind.REACT, BOB, said, "🎂");
        change(MessageKind.REACT, ANN, said, "👍");
        change(MessageKind.UNREACT, ANN, said, "🎂");

        assertThat(lobby(new Cursor.Newest(), 1).messages().get(0).changes().reactions())
                .containsExactly(new Reaction("🎂", List.of(BOB.name())), new Reaction("👍", List.of(ANN.name())));
    }

    @Test
    void nobody_reads_again_what_was_taken_back() throws Exception {
        Message said = stored(opened.say("a secret"));
        change(MessageKind.EDIT, ANN, said, "another secret");
        change(MessageKind.REACT, BOB, said, "👍");
        Message delete = change(MessageKind.DELETE, ANN, said, "");

        assertThat(lobby(new Cursor.After(0), 10).messages())
                .extracting(Message::text)
                .containsOnly("");
        Message now = opened.log.find(said.id()).orElseThrow();
        assertThat(now.changes()).isEqualTo(new Changes(1, NOON, true, List.of()));
        assertThat(lobby(new Cursor.Newest(), 10)).isEqualTo(new Page(List.of(now), false));
        assertThat(delete.id()).isGreaterThan(said.id());
    }

    @Test
    void changes_of_a_private_message_are_of_that_conversation_and_not_unread() throws Exception {
        Message said = stored(opened.append(Draft.whisper(ANN, BOB, "psst", NOON)));
        Message other = stored(opened.append(Draft.whisper(ANN, BOB, "gone", NOON)));
        Message react = stored(
                opened.append(new Draft(MessageKind.REACT, BOB, null, ANN, "👍", NOON, null, said.id(), List.of())));
        Message delete = change(MessageKind.DELETE, ANN, other, "");

        assertThat(opened.log
                        .direct(ANN.id(), BOB.name(), new Cursor.After(other.id()), 10)
                        .messages())
                .containsExactly(react, delete);
        assertThat(opened.store.readMarks().of(BOB.id(), 10))
                .filteredOn(standing -> standing.conversation() instanceof Conversation.Direct)
                .containsExactly(new Standing(new Conversation.Direct(ANN.name()), delete.id(), 0, 1));
        assertThat(opened.store.readMarks().of(ANN.id(), 10))
                .filteredOn(standing -> standing.conversation() instanceof Conversation.Direct)
                .containsExactly(new Standing(new Conversation.Direct(BOB.name()), delete.id(), 0, 0));
    }

    @Test
    void an_answer_knows_what_it_answers() throws Exception {
        Message said = stored(opened.say("question"));
        Message answer = stored(opened.append(draft("answer").answering(said)));

        assertThat(lobby(new Cursor.Newest(), 10).messages()).containsExactly(said, answer);
        assertThat(answer.about()).isEqualTo(said.id());
    }

    @Test
    void private_messages_are_between_a_person_and_a_name_both_ways_and_nobody_elses() throws Exception {
        Person laterBob = new Person(new PersonId(3), new Name("bOB"));
        Person eve = new Person(new PersonId(4), new Name("Eve"));
        Message toBob = whisper(ANN, BOB, "one");
        Message toAnn = whisper(BOB, ANN, "two");
        Message toLaterBob = whisper(ANN, laterBob, "three");
        Message fromLaterBob = whisper(laterBob, ANN, "four");
        Message toEve = whisper(ANN, eve, "five");
        stored(opened.say("to everybody"));

        assertThat(opened.log.direct(ANN.id(), BOB.name(), new Cursor.Newest(), 10))
                .isEqualTo(new Page(List.of(toBob, toAnn, toLaterBob, fromLaterBob), false));
        assertThat(opened.log.direct(BOB.id(), ANN.name(), new Cursor.Newest(), 10))
                .isEqualTo(new Page(List.of(toBob, toAnn), false));
        assertThat(opened.log.direct(laterBob.id(), ANN.name(), new Cursor.Newest(), 10))
                .isEqualTo(new Page(List.of(toLaterBob, fromLaterBob), false));
        assertThat(opened.log
                        .direct(eve.id(), BOB.name(), new Cursor.Newest(), 10)
                        .messages())
                .isEmpty();
        assertThat(opened.log
                        .direct(eve.id(), ANN.name(), new Cursor.Newest(), 10)
                        .messages())
                .containsExactly(toEve);
        assertThat(texts(lobby(new Cursor.Newest(), 10))).containsExactly("to everybody");
    }

    @Test
    void private_messages_come_in_pages_too() throws Exception {
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(i % 3 == 0 ? whisper(ANN, BOB, "there " + i) : whisper(BOB, ANN, "back " + i));
        }

        assertThat(direct(new Cursor.Newest())).isEqualTo(new Page(all.subList(4, 7), true));
        assertThat(direct(new Cursor.Before(all.get(4).id()))).isEqualTo(new Page(all.subList(1, 4), true));
        assertThat(direct(new Cursor.Before(all.get(1).id()))).isEqualTo(new Page(all.subList(0, 1), false));
        assertThat(direct(new Cursor.After(all.get(2).id()))).isEqualTo(new Page(all.subList(3, 6), true));
        assertThat(direct(new Cursor.After(all.get(3).id()))).isEqualTo(new Page(all.subList(4, 7), false));
    }

    @Test
    void what_somebody_tells_its_own_name_is_there_once() throws Exception {
        Message note = whisper(ANN, ANN, "to myself");

        assertThat(opened.log.direct(ANN.id(), ANN.name(), new Cursor.Newest(), 10))
                .isEqualTo(new Page(List.of(note), false));
    }

    private Message change(MessageKind kind, Person by, Message target, String text) throws Exception {
        return stored(opened.append(
                new Draft(kind, by, target.room(), target.recipient(), text, NOON, null, target.id(), List.of())));
    }

    private List<Message> sayAll(int count) throws Exception {
        List<CompletionStage<Message>> stages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stages.add(opened.say("message " + i));
        }
        List<Message> messages = new ArrayList<>();
        for (CompletionStage<Message> stage : stages) {
            messages.add(stored(stage));
        }
        return messages;
    }

    private Page direct(Cursor cursor) {
        return opened.log.direct(ANN.id(), BOB.name(), cursor, 3);
    }
}
