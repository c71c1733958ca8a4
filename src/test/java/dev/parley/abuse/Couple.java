package dev.parley.abuse;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Two well-behaved people, one over a WebSocket and one over long-polling, who answer each other without end. */
final class Couple implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final Talker here;
    private final Talker there;
    private final Thread thread = new Thread(this::talk, "well-behaved couple");
    private volatile boolean ending;
    private volatile @Nullable Exception failure;
    private volatile long worst;
    private volatile Instant worstAt = Instant.now();
    private volatile int messages;

    Couple(int port) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        here = new WebSocketTalker(http, port);
        there = new PollingTalker(http, port);
        // Names are kept for those who had them, and the next couple is another one.
        String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);
        here.join("Romeo" + suffix);
        there.join("Juliet" + suffix);
        thread.start();
    }

    private void talk() {
        try {
            while (!ending) {
                tell(here, there);
                tell(there, here);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread alone
    private void tell(Talker from, Talker to) throws IOException, InterruptedException {
        String text = "word " + messages;
        long begin = System.nanoTime();
        from.say(text);
        to.await("\"" + text + "\"");
        long took = System.nanoTime() - begin;
        if (took > worst) {
            worst = took;
            worstAt = Instant.now();
        }
        messages++;
    }

    /** What ended their talk, or null. */
    @Nullable
    Exception failure() {
        return failure;
    }

    /** The longest that a message took. */
    Duration worst() {
        return Duration.ofNanos(worst);
    }

    /** When that had come. */
    Instant worstAt() {
        return worstAt;
    }

    int messages() {
        return messages;
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        here.close();
        there.close();
    }
}
