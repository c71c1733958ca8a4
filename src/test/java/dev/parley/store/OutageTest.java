package dev.parley.store;

import static dev.parley.store.OpenedStore.refused;
import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Cursor;
import dev.parley.chat.LogUnavailableException.Reason;
import dev.parley.chat.Message;
import dev.parley.chat.Page;
import dev.parley.chat.RoomName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PostgreSQL that goes and comes back under a store that runs. */
@Timeout(180)
class OutageTest {
    private final PostgreSql server = new PostgreSql();
    private final ObservedDataSource source = new ObservedDataSource(server.newDatabase());

    @AfterEach
    void endServer() throws Exception {
        server.close();
    }

    @Test
    void what_was_refused_is_not_stored_and_what_was_stored_stays_when_the_server_restarts_under_load()
            throws Exception {
        List<Message> delivered = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger refusals = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        try (OpenedStore opened = new OpenedStore(source, 1000, Duration.ofSeconds(5))) {
            opened.awaitBack();
            List<Thread> load = IntStream.range(0, 4)
                    .mapToObj(thread -> new Thread(() -> {
                        for (int i = 0; !enough.get(); i++) {
                            opened.say(thread + ":" + i).whenComplete((message, failure) -> {
                                if (failure == null) {
                                    delivered.add(message);
                                } else {
                                    refusals.incrementAndGet();
                                }
                            });
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                        }
                    }))
                    .toList();
            load.forEach(Thread::start);
            awaitMore(delivered, 100);

            server.stop();
            opened.awaitAway();
            awaitRefusals(refusals, refusals.get() + 100);
            server.start();
            opened.awaitBack();
            awaitMore(delivered, 100);

            enough.set(true);
            for (Thread thread : load) {
                thread.join();
            }
            stored(opened.say("last"));
            assertThat(delivered).extracting(Message::id).isSorted();
            assertThat(all(opened)).hasSize(delivered.size() + 1).startsWith(delivered.toArray(new Message[0]));
        }
        assertThat(source.open).as("connections left open").hasValue(0);
    }

    private static void awaitMore(List<Message> delivered, int count) {
        int enough = delivered.size() + count;
        while (delivered.size() < enough) {
            Thread.onSpinWait();
        }
    }

    private static void awaitRefusals(AtomicInteger refusals, int enough) {
        while (refusals.get() < enough) {
            Thread.onSpinWait();
        }
    }

    private static List<Message> all(OpenedStore opened) {
        List<Message> all = new ArrayList<>();
        Page page = opened.log.room(RoomName.LOBBY, new Cursor.After(0), 200);
        all.addAll(page.messages());
        while (page.more()) {
            page = opened.log.room(
                    RoomName.LOBBY, new Cursor.After(all.get(all.size() - 1).id()), 200);
            all.addAll(page.messages());
        }
        return all;
    }

    @Test
    void a_server_that_no_longer_answers_is_given_up_and_taken_again_when_it_does() throws Exception {
        try (OpenedStore opened = new OpenedStore(source, 1000, Duration.ofSeconds(1))) {
            opened.awaitBack();
            stored(opened.say("before"));

            server.freeze();
            assertThat(refused(opened.say("meanwhile"))).isEqualTo(Reason.AWAY);
            assertThat(opened.store.problem()).contains("away");

            server.thaw();
            opened.awaitBack();
            stored(opened.say("after"));
            assertThat(all(opened)).extracting(Message::text).containsExactly("before", "after");
        }
        assertThat(source.open).as("connections left open").hasValue(0);
    }

    @Test
    void a_store_starts_without_its_database_and_takes_messages_once_that_is_there() throws Exception {
        server.stop();
        try (OpenedStore opened = new OpenedStore(source, 1000, Duration.ofSeconds(5))) {
            assertThat(opened.store.problem()).contains("away");
            assertThat(refused(opened.say("too early"))).isEqualTo(Reason.AWAY);

            server.start();
            opened.awaitBack();

            stored(opened.say("first"));
            assertThat(all(opened)).extracting(Message::text).containsExactly("first");
        }
    }

    @Test
    void an_idle_store_notices_that_its_database_went_away() {
        try (OpenedStore opened = new OpenedStore(source, 1000, Duration.ofSeconds(1))) {
            opened.awaitBack();

            server.stop();
            opened.awaitAway();

            server.start();
            opened.awaitBack();
        }
    }
}
