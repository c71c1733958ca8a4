package dev.parley.chat;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/**
 * What was given to the log and has not been delivered yet, in that order. A page of the log may contain some of it; who is
 * answered with the page after {@link #afterAllOfNow} gets nothing of it a second time. In the chat's lane.
 */
final class Undelivered {
    private record Waiting(long newest, Runnable then) {}

    private final Set<Long> numbers = new LinkedHashSet<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>(0);
    private long newest;

    /** Something is given to the log. @return what {@link #end} wants */
    long begin() {
        numbers.add(++newest);
        return newest;
    }

    /** It was delivered, or will never be. */
    void end(long number) {
        numbers.remove(number);
        release();
    }

    /** Runs when all that is undelivered now is so no more: at once if there is nothing. */
    void afterAllOfNow(Runnable then) {
        waiting.add(new Waiting(newest, then));
        release();
    }

    private void release() {
        while (!waiting.isEmpty() && waiting.element().newest() < oldest()) {
            waiting.remove().then().run();
        }
    }

    private long oldest() {
        return numbers.isEmpty() ? Long.MAX_VALUE : numbers.iterator().next();
    }
}
