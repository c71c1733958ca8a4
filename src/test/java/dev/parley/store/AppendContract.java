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
import dev.parley.chat.Receipt;
import dev.parley.chat.RoomName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of messages on their way into the log, of one server and of several, on every database. */
abstract class AppendContract extends StoreContract {
    /** A text that this database does not take. */
    abstract String refusedText();

    /** A query for how many transactions wait for a lock. */
    abstract String transactionsThatWait();

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
                        synchronized (all) { // so that each stage is listened to before the next one can complete
                            opened.say(thread + ":" + i).thenAccept(message -> {
                                completed.add(message);
                                all.countDown();
                            });
                        }
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
    void a_message_whose_commit_happens_after_its_connection_broke_is_not_in_the_history_later() throws Exception {
        ObservedDataSource.Held held = source.leaveNextCommitUnanswered();
        assertThat(refused(opened.say("late"))).isEqualTo(Reason.AWAY);
        held.awaitReached();

        while (opened.store.problem().isPresent() && !somebodyWaits()) {
            Thread.onSpinWait(); // until the store has gone as far as it can
        }
        held.release();
        held.awaitDone();
        opened.awaitBack();
        stored(opened.say("kept"));

        assertThat(texts(lobby(new Cursor.Newest(), 10))).containsExactly("kept");
    }

    /** Whether a transaction waits for the lock of another one. */
    private boolean somebodyWaits() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(transactionsThatWait())) {
            waiting.next();
            return waiting.getLong(1) > 0;
        }
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

    private static Receipt receipt(CompletionStage<Receipt> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
