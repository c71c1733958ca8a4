package dev.parley.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadsTest {
    private static final int MORE_THAN_ROOM = 100_000;

    @Test
    void threads_are_daemons_named_after_their_purpose() {
        try (Threads threads = new Threads()) {
            Thread thread = threads.named("flush").newThread(() -> {});

            assertThat(thread.getName()).isEqualTo("parley-flush-1");
            assertThat(thread.isDaemon()).isTrue();
        }
    }

    @Test
    void what_threads_make_of_the_container_does_not_inherit_the_application() throws Exception {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        ClassLoader other = new ClassLoader(application) {};
        Thread.currentThread().setContextClassLoader(other);
        try (Threads threads = new Threads()) {
            assertThat(threads.named("flush").newThread(() -> {}).getContextClassLoader())
                    .isSameAs(ClassLoader.getSystemClassLoader());
            assertThat(loaderOf(threads.work())).isSameAs(ClassLoader.getSystemClassLoader());
            assertThat(loaderOf(threads.blocking())).isSameAs(ClassLoader.getSystemClassLoader());
            assertThat(loaderOf(threads.timer())).isSameAs(ClassLoader.getSystemClassLoader());
            assertThat(loaderOf(threads.storage())).isSameAs(Threads.class.getClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(application);
        }
    }

    private static ClassLoader loaderOf(ExecutorService pool) throws Exception {
        return pool.submit(() -> Thread.currentThread().getContextClassLoader()).get();
    }

    @Test
    void close_ends_pools_timer_and_threads_that_were_started_by_hand() throws Exception {
        Threads threads = new Threads();
        CountDownLatch never = new CountDownLatch(1);
        List<Thread> made = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(3);
        Runnable waits = () -> {
            synchronized (made) {
                made.add(Thread.currentThread());
            }
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        threads.named("flush").newThread(waits).start();
        Future<?> queued = threads.storage().submit(waits);
        Future<?> due = threads.timer().schedule(waits, 0, TimeUnit.SECONDS);
        begun.await();

        threads.close();

        assertThat(queued).isDone();
        assertThat(due).isDone();
        assertThat(made).hasSize(3).noneMatch(Thread::isAlive);
        assertThatThrownBy(() -> threads.work().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void what_must_be_done_is_done_when_the_pool_that_was_full_has_room_again() throws Exception {
        try (Threads threads = new Threads()) {
            CountDownLatch room = new CountDownLatch(1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < MORE_THAN_ROOM; i++) {
                            threads.blocking().execute(() -> awaitWhateverInterrupts(room));
                        }
                    })
                    .isInstanceOf(RejectedExecutionException.class);
            CountDownLatch done = new CountDownLatch(1);

            threads.closing().execute(done::countDown);
            assertThat(done.getCount()).isEqualTo(1);
            room.countDown();

            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_thread_that_stays_is_named_in_a_warning() throws Exception {
        Threads threads = new Threads(Duration.ofMillis(50));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        threads.named("stubborn")
                .newThread(() -> {
                    begun.countDown();
                    awaitWhateverInterrupts(end);
                })
                .start();
        begun.await();
        List<String> warnings = new ArrayList<>();
        Logger log = Logger.getLogger("dev.parley.boot");
        Handler collect = collector(warnings);
        log.addHandler(collect);
        try {
            threads.close();
        } finally {
            log.removeHandler(collect);
            end.countDown();
        }

        assertThat(warnings).containsExactly("parley-stubborn-1");
    }

    private static void awaitWhateverInterrupts(CountDownLatch end) {
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException e) {
                ended = false;
            }
        }
    }

    private static Handler collector(List<String> into) {
        return new Handler() {
            @Override
            public void publish(LogRecord event) {
                into.add(String.valueOf(event.getParameters()[0]));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
