package dev.parley.store;

import static dev.parley.store.OpenedStore.ANN;
import static dev.parley.store.OpenedStore.BOB;
import static dev.parley.store.OpenedStore.draft;
import static dev.parley.store.OpenedStore.refused;
import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.Changes;
import dev.parley.chat.Conversation;
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
import dev.parley.chat.Reaction;
import dev.parley.chat.ReadMarks;
import dev.parley.chat.Receipt;
import dev.parley.chat.RoomName;
import dev.parley.chat.Standing;
import dev.parley.chat.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for the store on every database; an extension gives an empty one. */
@Timeout(120)
abstract class MessageLogContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

    private DataSource database;
    private ObservedDataSource source;
    private OpenedStore opened;

    /** A text that this database does not take. */
    abstract String refusedText();

    @BeforeEach
    void openStore(DataSource empty) {
        database = empty;
        source = new ObservedDataSource(database);
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

    private Message change(MessageKind kind, Person by, Message target, String text) throws Exception {
        return stored(opened.append(
                new Draft(kind, by, target.room(), target.recipient(), text, NOON, null, target.id(), List.of())));
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
        return stored(opened.append(Draft.whisper(from, to, text, NOON)));
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
    void who_reads_on_from_the_last_message_misses_none_of_two_servers() throws Exception {
        int each = 400;
        try (OpenedStore other = new OpenedStore(source)) {
            List<Thread> talking = Stream.of(opened, other)
                    .map(server -> new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            server.say(server.hashCode() + " " + i)
                                    .toCompletableFuture()
                                    .join();
                        }
                    }))
                    .toList();
            talking.forEach(Thread::start);

            List<Message> read = new ArrayList<>();
            while (read.size() < 2 * each && talking.stream().anyMatch(Thread::isAlive)) {
                long last = read.isEmpty() ? 0 : read.get(read.size() - 1).id();
                read.addAll(lobby(new Cursor.After(last), 2 * each).messages());
            }
            long last = read.isEmpty() ? 0 : read.get(read.size() - 1).id();
            read.addAll(lobby(new Cursor.After(last), 2 * each).messages());

            assertThat(read)
                    .isEqualTo(lobby(new Cursor.After(0), 2 * each).messages())
                    .hasSize(2 * each);
        }
    }

    @Test
    void a_message_that_comes_again_is_stored_once_and_has_the_first_ones_receipt() throws Exception {
        Draft first = draft("first").as(UUID.randomUUID());
        Draft sameOfBob = Draft.say(RoomName.LOBBY, BOB, "of Bob", NOON).as(first.uuid());
        Receipt receipt = receipt(opened.log.append(first));
        assertThat(receipt.first()).isTrue();
        assertThat(receipt.message().uuid()).isEqualTo(first.uuid());

        ObservedDataSource.Held held = source.holdNextCommit();
        CompletionStage<Message> before = opened.say("before");
        held.awaitReached();
        Draft fresh = draft("fresh").as(UUID.randomUUID());
        List<CompletionStage<Receipt>> oneTransaction =
                List.of(opened.log.append(first), opened.log.append(fresh), opened.log.append(fresh));
        held.release();

        assertThat(receipt(oneTransaction.get(0))).isEqualTo(new Receipt(receipt.message(), false));
        Receipt ofFresh = receipt(oneTransaction.get(1));
        assertThat(receipt(oneTransaction.get(2))).isEqualTo(new Receipt(ofFresh.message(), false));
        assertThat(receipt(opened.log.append(sameOfBob)).first()).isTrue();
        assertThat(lobby(new Cursor.Newest(), 10).messages())
                .startsWith(receipt.message(), stored(before), ofFresh.message())
                .hasSize(4);
        assertThat(opened.log.find(ANN.id(), Objects.requireNonNull(first.uuid())))
                .contains(receipt.message());
        assertThat(opened.log.find(ANN.id(), UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_message_that_comes_to_two_servers_at_once_is_stored_once() throws Exception {
        List<Draft> drafts = IntStream.range(0, 300)
                .mapToObj(i -> draft("message " + i).as(UUID.randomUUID()))
                .toList();
        try (OpenedStore other = new OpenedStore(source)) {
            List<CompletionStage<Receipt>> here = new ArrayList<>();
            List<CompletionStage<Receipt>> there = new ArrayList<>();
            for (Draft draft : drafts) {
                here.add(opened.log.append(draft));
                there.add(other.log.append(draft));
            }
            for (int i = 0; i < drafts.size(); i++) {
                Receipt one = receipt(here.get(i));
                Receipt another = receipt(there.get(i));
                assertThat(one.message()).isEqualTo(another.message());
                assertThat(one.first()).isNotEqualTo(another.first());
            }
        }
        assertThat(texts(lobby(new Cursor.Newest(), 1000)))
                .containsExactlyInAnyOrderElementsOf(
                        drafts.stream().map(Draft::text).toList());
    }

    @Test
    void a_message_that_another_server_has_acknowledged_stays_though_its_own_commit_was_not_answered()
            throws Exception {
        Draft lost = draft("lost").as(UUID.randomUUID());
        source.loseAnswers(true);
        assertThat(refused(opened.append(lost))).isEqualTo(Reason.AWAY);

        try (OpenedStore other = new OpenedStore(database)) {
            assertThat(receipt(other.log.append(lost)).first()).isFalse();
        }
        source.loseAnswers(false);
        opened.awaitBack();

        assertThat(receipt(opened.log.append(lost)).first()).isFalse();
        assertThat(texts(lobby(new Cursor.Newest(), 10))).containsExactly("lost");
    }

    private static Receipt receipt(CompletionStage<Receipt> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
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
        CompletionStage<Message> late = opened.append(draft("late"));
        held.release();
        closing.join();

        stored(first);
        stored(waits);
        assertThat(refused(late)).isEqualTo(Reason.AWAY);
    }

    // ---- who is who ----

    @Test
    void a_name_is_kept_for_its_guest_until_that_time_after_the_last_visit() {
        Name ann = new Name("Ann");
        Person guest = opened.directory.guest(ann, Optional.empty()).orElseThrow();
        assertThat(opened.directory.guest(new Name("ANN"), Optional.empty())).isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(BOB.id()))).isEmpty();
        assertThat(opened.directory.passing(ann)).isEmpty();
        assertThat(opened.directory.owner(new Name("aNN"))).contains(guest);
        opened.passFirstMinute();
        assertThat(opened.directory.owner(ann))
                .as("nobody has shown that token")
                .isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).contains(guest);
        opened.passFirstMinute();
        assertThat(opened.directory.owner(ann)).contains(guest);

        opened.passNameKept();
        assertThat(opened.directory.owner(ann)).isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).contains(guest);
        opened.passNameKept();
        opened.directory.seen(guest.id());
        assertThat(opened.directory.guest(ann, Optional.empty())).isEmpty();
        opened.passNameKept();
        Person passing = opened.directory.passing(ann).orElseThrow();
        Person other = opened.directory.guest(ann, Optional.empty()).orElseThrow();

        assertThat(List.of(guest.id(), passing.id(), other.id())).doesNotHaveDuplicates();
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).isEmpty();
        opened.directory.release(other.id());
        assertThat(opened.directory.owner(ann)).isEmpty();
    }

    @Test
    void an_account_has_its_name_for_ever_and_is_nobody_that_a_guest_was() {
        Name ann = new Name("Ann");
        Person guest = opened.directory.guest(ann, Optional.empty()).orElseThrow();
        Person account = opened.directory.account(ann);
        opened.passNameKept();
        opened.directory.release(account.id());

        assertThat(account.id()).isNotEqualTo(guest.id());
        assertThat(opened.directory.account(ann)).isEqualTo(account);
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(account.id()))).isEmpty();
    }

    @Test
    void a_token_is_of_one_person_and_of_all_servers_of_the_database_and_cannot_be_made_up() {
        Tokens tokens = opened.store.tokens("");
        String ofAnn = tokens.of(ANN.id());
        String ofBob = tokens.of(BOB.id());

        assertThat(ofAnn).matches("[A-Za-z0-9_-]{54}");
        try (OpenedStore other = new OpenedStore(source)) {
            assertThat(other.store.tokens("").read(ofAnn)).contains(ANN.id());
        }
        assertThat(tokens.read(ofAnn.substring(0, 11) + ofBob.substring(11))).isEmpty();
        for (String wrong : List.of("", "x", "%", ofAnn + "A", ofAnn.substring(1), "A".repeat(54))) {
            assertThat(tokens.read(wrong)).as(wrong).isEmpty();
        }
        Tokens ofSetting = opened.store.tokens("k".repeat(32));
        assertThat(ofSetting.read(ofSetting.of(ANN.id()))).contains(ANN.id());
        assertThat(ofSetting.read(ofAnn)).isEmpty();
    }

    // ---- reading ----

    @Test
    void the_conversations_of_a_person_have_what_is_unread() throws Exception {
        stored(opened.say("before the first visit"));
        assertThat(standings(BOB)).containsExactly("lobby 0");

        stored(opened.say("to all"));
        stored(opened.append(Draft.say(RoomName.LOBBY, BOB, "mine", NOON)));
        stored(opened.append(Draft.join(RoomName.LOBBY, ANN, NOON)));
        whisper(ANN, BOB, "one");
        Person eve = new Person(new PersonId(4), new Name("Eve"));
        whisper(BOB, eve, "to Eve");
        Message two = whisper(ANN, BOB, "two");
        whisper(ANN, eve, "not for Bob");
        assertThat(standings(BOB)).containsExactly("lobby 1", "@Ann 2", "@Eve 0");

        mark(BOB, new Conversation.Direct(new Name("aNN")), two.id() - 1);
        mark(BOB, new Conversation.Room(RoomName.LOBBY), two.id());
        mark(BOB, new Conversation.Room(RoomName.LOBBY), 1);
        whisper(BOB, BOB, "to myself");

        assertThat(standings(BOB)).containsExactly("lobby 0", "@Bob 0", "@Ann 1", "@Eve 0");
        assertThat(opened.store.readMarks().of(BOB.id(), 1)).hasSize(2);
    }

    private List<String> standings(Person person) {
        return opened.store.readMarks().of(person.id(), 100).stream()
                .map(standing -> standing.conversation().text() + " " + standing.unread())
                .toList();
    }

    private void mark(Person person, Conversation conversation, long id) {
        opened.store.readMarks().write(Map.of(new ReadMarks.Mark(person.id(), conversation.key()), id));
        assertThat(opened.store.readMarks().of(person.id(), 100))
                .filteredOn(standing -> standing.conversation().key().equals(conversation.key()))
                .extracting(Standing::read)
                .allMatch(read -> read >= id);
    }

    @Test
    void the_longest_name_fits() throws Exception {
        Name name = new Name("\uD83D\uDE42".repeat(Name.MAX_CHARACTERS));
        Person person = opened.directory.guest(name, Optional.empty()).orElseThrow();
        opened.store
                .readMarks()
                .write(Map.of(new ReadMarks.Mark(person.id(), new Conversation.Direct(name).key()), 1L));

        Message note = whisper(person, person, "x");

        assertThat(opened.log.direct(person.id(), name, new Cursor.Newest(), 1).messages())
                .containsExactly(note);
    }
}
