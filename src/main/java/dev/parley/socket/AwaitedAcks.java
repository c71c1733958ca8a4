package dev.parley.socket;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements that one client still owes. Each is taken out once, by whoever completes it: the client's
 * answer, the deadline, or the end. Thread-safe.
 */
final class AwaitedAcks {
    /** Instead of an id: the client is gone. */
    static final long CLOSED = -1;

    /** Instead of an id: the client owes as many as it may. */
    static final long FULL = -2;

    private final int max;
    private final Map<Long, CompletableFuture<Args>> answers = new HashMap<>(0);
    private long nextId;
    private boolean closed;

    AwaitedAcks(int max) {
        this.max = max;
    }

    /** @return the id to send with the event, or {@link #CLOSED} or {@link #FULL} */
    synchronized long add(CompletableFuture<Args> answer) {
        if (closed) {
            return CLOSED;
        }
        if (answers.size() >= max) {
            return FULL;
        }
        answers.put(nextId, answer);
        return nextId++;
    }

    /** @return null if it was never awaited, or not any more */
    synchronized @Nullable CompletableFuture<Args> take(long id) {
        return answers.remove(id);
    }

    /** @return all that will not come any more */
    synchronized List<CompletableFuture<Args>> close() {
        closed = true;
        List<CompletableFuture<Args>> rest = List.copyOf(answers.values());
        answers.clear();
        return rest;
    }
}
