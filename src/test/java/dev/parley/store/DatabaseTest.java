package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.lane.Deadlines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(H2Extension.class)
@Timeout(60)
class DatabaseTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService work = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() {
        timer.shutdownNow();
        work.shutdownNow();
    }

    private Database database(DataSource source, Duration timeout) {
        return new Database(source, timeout, Deadlines.of(timer, work));
    }

    private Database opened(DataSource source, Duration timeout) {
        Database database = database(source, timeout);
        database.open();
        return database;
    }

    /** A transaction that has begun, and goes on when the latch is down. */
    private CompletableFuture<Object> begun(Database database, CountDownLatch goOn) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Object> result = CompletableFuture.supplyAsync(
                () -> database.transact(entities -> {
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return entities.createNativeQuery("select 7").getSingleResult();
                }),
                work);
        begun.await();
        return result;
    }

    @Test
    void its_end_waits_for_the_transactions_that_run_and_lets_no_other_begin(DataSource empty) throws Exception {
        Database database = opened(empty, Duration.ofMinutes(1));
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Object> running = begun(database, goOn);

        Thread closing = new Thread(database::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> database.transact(entities -> 0)).isInstanceOf(IllegalStateException.class);
        goOn.countDown();

        assertThat(running.get()).isEqualTo(7);
        closing.join();
    }

    @Test
    void its_end_waits_no_longer_than_a_transaction_may_take(DataSource empty) throws Exception {
        Database database = opened(empty, Duration.ofMillis(100));
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Object> running = begun(database, goOn);

        database.close();

        assertThat(running).isNotDone();
        goOn.countDown();
        running.handle((result, failure) -> failure).get(30, TimeUnit.SECONDS);
    }

    @Test
    void what_is_opened_while_it_ends_is_closed_again(DataSource empty) {
        Database database = database(empty, Duration.ofSeconds(1));
        database.close();

        assertThatThrownBy(database::open).hasMessage("Parley ends");
    }
}
