package dev.parley.store;

import static dev.parley.store.OpenedStore.ANN;
import static dev.parley.store.OpenedStore.BOB;
import static dev.parley.store.OpenedStore.draft;
import static dev.parley.store.OpenedStore.refused;
import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.Cursor;
import dev.parley.chat.Draft;
import dev.parley.chat.LogUnavailableException;
import dev.parley.chat.LogUnavailableException.Reason;
import dev.parley.chat.Message;
import dev.parley.chat.MessageKind;
import dev.parley.chat.Name;
import dev.parley.chat.Page;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.RoomName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the store on every database. */
@Timeout(120)
abstract class MessageLogContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

    private ObservedDataSource source;
    private OpenedStore opened;

    /** An empty database, which may be in that directory. */
    abstract DataSource newDatabase(Path directory);

    /** A text that this database does not take. */
    abstract String refusedText();

    @BeforeEach
    void openStore(@TempDir Path directory) {
        source = new ObservedDataSource(newDatabase(directory));
        opened = new OpenedStore(source);
    }

    @AfterEach
    void closeStore() {
        opened.close();
        assertThat(source.open).as("connections left open").hasValue(0);
    }

    private void reopen(int maxQueued, Duration timeout) {
        opened.close();
        opened = new OpenedStore(source, maxQueued, timeout);
    }

    private Page lobby(Cursor cursor, int limit) {
        return opened.log.room(RoomName.LOBBY, cursor, limit);
    }

    private List<String> texts(Page page) {
        return page.messages().stream().map(Message::text).toList();
    }

    @Test
    void a_message_comes_back_as_it_was_stored() throws Exception {
        Message joined = stored(opened.log.append(Draft.join(RoomName.LOBBY, ANN, NOON)));
        Message said = stored(opened.log.append(Draft.say(RoomName.LOBBY, BOB, "你好 👋\n<b>\\'", NOON)));
        Message left = stored(opened.log.append(Draft.leave(RoomName.LOBBY, ANN, NOON)));

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

    private Page direct(Cursor cursor) {
        return opened.log.direct(ANN.id(), BOB.name(), cursor, 3);
    }

    private Message whisper(Person from, Person to, String text) throws Exception {
        return stored(opened.log.append(Draft.whisper(from, to, text, NOON)));
    }

    @Test
    void what_gathers_during_a_transaction_becomes_the_next_one() throws Exception {
        int before = source.commits.get();
        ObservedDataSource.Held held = source.holdNextCommit();
        CompletionStage<Message> first = opened.say("first");
        held.awaitReached();
        List<CompletionStage<Message>> rest =
                IntStream.range(0, 1000).mapToObj(i -> opened.say("rest " + i)).toList();

        held.release();
        long id = stored(first).id();
        for (CompletionStage<Message> stage : rest) {
            id++;
            assertThat(stored(stage).id()).isEqualTo(id);
        }

        assertThat(source.commits.get() - before).isEqualTo(2);
    }

    @Test
    void one_message_more_than_may_wait_is_refused_as_busy() throws Exception {
        reopen(10, Duration.ofMinutes(1));
        ObservedDataSource.Held held = source.holdNextCommit();
        List<CompletionStage<Message>> taken =
                IntStream.range(0, 10).mapToObj(i -> opened.say("taken " + i)).toList();
        held.awaitReached();

        assertThat(refused(opened.say("too much"))).isEqualTo(Reason.BUSY);

        held.release();
        for (CompletionStage<Message> stage : taken) {
            stored(stage);
        }
        stored(opened.say("again"));
        assertThat(texts(lobby(new Cursor.Newest(), 20))).hasSize(11).doesNotContain("too much");
    }

    @Test
    void ids_rise_in_the_order_in_which_stages_complete_one_after_the_other() throws Exception {
        int threads = 8;
        int each = 200;
        List<Message> completed = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(threads * each);
        List<Thread> running = IntStream.range(0, threads)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        opened.say(thread + ":" + i).thenAccept(message -> {
                            completed.add(message);
                            all.countDown();
                        });
                    }
                }))
                .toList();
        running.forEach(Thread::start);
        all.await();

        assertThat(completed).extracting(Message::id).isSorted().doesNotHaveDuplicates();
        for (int thread = 0; thread < threads; thread++) {
            String prefix = thread + ":";
            assertThat(completed.stream().map(Message::text).filter(text -> text.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void two_servers_on_one_database_share_the_ids() throws Exception {
        try (OpenedStore other = new OpenedStore(source)) {
            List<CompletionStage<Message>> here = new ArrayList<>();
            List<CompletionStage<Message>> there = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                here.add(opened.say("here " + i));
                there.add(other.say("there " + i));
            }
            List<Long> ids = new ArrayList<>();
            for (CompletionStage<Message> stage : here) {
                ids.add(stored(stage).id());
            }
            assertThat(ids).isSorted();
            for (CompletionStage<Message> stage : there) {
                ids.add(stored(stage).id());
            }
            assertThat(ids).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_message_that_the_database_refuses_fails_alone() throws Exception {
        ObservedDataSource.Held held = source.holdNextCommit();
        CompletionStage<Message> first = opened.say("first");
        held.awaitReached();
        List<CompletionStage<Message>> good = new ArrayList<>();
        List<CompletionStage<Message>> bad = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            if (i == 7 || i == 8 || i == 19) {
                bad.add(opened.say(refusedText()));
            } else {
                good.add(opened.say("good " + i));
            }
        }
        held.release();

        long last = stored(first).id();
        for (CompletionStage<Message> stage : good) {
            long id = stored(stage).id();
            assertThat(id).isGreaterThan(last);
            last = id;
        }
        for (CompletionStage<Message> stage : bad) {
            assertThat(refused(stage)).isEqualTo(Reason.AWAY);
        }
        assertThat(lobby(new Cursor.Newest(), 100).messages()).hasSize(18);
        assertThat(opened.store.problem()).isEmpty();
    }

    @Test
    void a_message_whose_commit_is_not_answered_fails_and_is_not_in_the_history_later() throws Exception {
        source.loseAnswers(true);
        assertThat(refused(opened.say("lost"))).isEqualTo(Reason.AWAY);

        source.loseAnswers(false);
        opened.awaitBack();
        stored(opened.say("kept"));

        assertThat(texts(lobby(new Cursor.Newest(), 10))).containsExactly("kept");
    }

    @Test
    void messages_that_wait_for_a_commit_too_long_fail_and_are_not_in_the_history_later() throws Exception {
        reopen(100, Duration.ofMillis(300));
        ObservedDataSource.Held held = source.holdNextCommit();
        CompletionStage<Message> slow = opened.say("slow");
        held.awaitReached();
        CompletionStage<Message> behind = opened.say("behind");

        assertThat(refused(slow)).isEqualTo(Reason.AWAY);
        assertThat(refused(behind)).isEqualTo(Reason.AWAY);
        assertThat(refused(opened.say("meanwhile"))).isEqualTo(Reason.AWAY);
        assertThatThrownBy(() -> lobby(new Cursor.Newest(), 10)).isInstanceOf(LogUnavailableException.class);

        held.release();
        opened.awaitBack();
        reopen(100, Duration.ofMinutes(1));
        stored(opened.say("kept"));
        assertThat(texts(lobby(new Cursor.Newest(), 10))).containsExactly("kept");
    }

    @Test
    void what_waits_when_the_store_closes_is_stored_and_nothing_is_taken_after() throws Exception {
        ObservedDataSource.Held held = source.holdNextCommit();
        CompletionStage<Message> first = opened.say("first");
        held.awaitReached();
        CompletionStage<Message> waits = opened.say("waits");
        Thread closing = new Thread(opened::close);
        closing.start();
        opened.awaitAway();
        CompletionStage<Message> late = opened.log.append(draft("late"));
        held.release();
        closing.join();

        stored(first);
        stored(waits);
        assertThat(refused(late)).isEqualTo(Reason.AWAY);
    }

    @Test
    void a_person_is_found_again_by_the_hash_of_its_key_alone() {
        String hash = "a".repeat(64);
        Person ann = opened.store.personDirectory().create(new Name("Ann"), hash);
        Person other = opened.store.personDirectory().create(new Name("Ann"), null);

        assertThat(other.id()).isNotEqualTo(ann.id());
        assertThat(opened.store.personDirectory().byKey(hash)).contains(ann);
        assertThat(opened.store.personDirectory().byKey("b".repeat(64))).isEmpty();
    }

    @Test
    void the_longest_name_fits() throws Exception {
        Name name = new Name("\uD83D\uDE42".repeat(Name.MAX_CHARACTERS));
        Person person = opened.store.personDirectory().create(name, null);

        Message note = whisper(person, person, "x");

        assertThat(opened.log.direct(person.id(), name, new Cursor.Newest(), 1).messages())
                .containsExactly(note);
    }
}
