package dev.parley.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what comes about by itself, and fails with what it saw last. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    private Eventually() {}

    /** Asks until the answer is as wished for. */
    static <T> T until(Callable<T> question, Predicate<T> wish) throws Exception {
        return until(PATIENCE, question, wish);
    }

    /** The same of what takes longer than anything should that a user waits for. */
    static <T> T until(Duration patience, Callable<T> question, Predicate<T> wish) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        T answer = question.call();
        while (!wish.test(answer)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("still after " + patience + ": " + answer);
            }
            Thread.sleep(PAUSE_MILLIS);
            answer = question.call();
        }
        return answer;
    }
}
