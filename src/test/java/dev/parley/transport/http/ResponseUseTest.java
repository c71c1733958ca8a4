package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResponseUseTest {
    private final ResponseUse use = new ResponseUse();

    @Test
    void the_container_waits_for_another_threads_use() throws Exception {
        CountDownLatch used = new CountDownLatch(1);
        Thread container = new Thread(use::awaitEnd);
        CompletableFuture<Thread.State> seen = new CompletableFuture<>();
        Thread writer = new Thread(() -> use.during(() -> {
            used.countDown();
            while (container.getState() == Thread.State.NEW || container.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            seen.complete(container.getState());
        }));
        writer.start();
        used.await();

        container.start();

        assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(Thread.State.TIMED_WAITING);
        container.join();
    }

    @Test
    void a_use_that_does_not_end_does_not_hold_the_container_for_ever() throws Exception {
        CompletableFuture<Boolean> returned = new CompletableFuture<>();
        Thread container = new Thread(() -> {
            use.awaitEnd();
            returned.complete(true);
        });

        use.during(() -> {
            container.start();
            assertThat(returned.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
        });
    }
}
