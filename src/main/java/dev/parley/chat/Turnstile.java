package dev.parley.chat;

import dev.parley.metrics.ChatCounters;
import dev.parley.pace.Pace;
import dev.parley.settings.ChatSettings;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What commands go through. It keeps connections and people from going too fast, and counts what is refused: a connection that
 * goes on all the same, in its own name or with others of its person, is cut. At the end it lets nobody in, and tells when the
 * last has been answered. In the chat's lane, except where a method says otherwise.
 */
public final class Turnstile {
    private final ChatSettings settings;
    private final LongSupplier nanoTime;
    private final ChatCounters counters;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean closed;

    /** @param nanoTime a monotonic clock, such as {@link System#nanoTime} */
    public Turnstile(ChatSettings settings, LongSupplier nanoTime, ChatCounters counters) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.counters = counters;
    }

    /** Whether this connection may give one more command now. */
    boolean admits(Visitor visitor) {
        return step(visitor.tempo(), visitor);
    }

    /** Whether its person, over all connections, may say one more thing now. */
    boolean admits(Visitor visitor, Presence person) {
        return step(person.tempo(), visitor);
    }

    /** On any thread: lets no command in any more. Who comes gets no answer, and will ask another server, or this one anew. */
    public void close() {
        closed = true;
    }

    /** On any thread: whether every command that was let in has been answered. */
    public boolean isEmpty() {
        return inside.get() == 0;
    }

    boolean isClosed() {
        return closed;
    }

    void entered() {
        inside.incrementAndGet();
    }

    /** @param commands that have been answered, or will not be */
    void left(int commands) {
        inside.addAndGet(-commands);
    }

    /** In ns, of its monotonic clock. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** On any thread. */
    void count(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            counters.refused(refused.why().code());
        }
    }

    void countDroppedSign() {
        counters.signDropped();
    }

    private boolean step(Tempo tempo, Visitor visitor) {
        Pace.Verdict verdict = tempo.step(settings, nanoTime.getAsLong());
        if (verdict == Pace.Verdict.RELENTLESS && visitor.cut()) {
            counters.cut();
        }
        return verdict == Pace.Verdict.FINE;
    }
}
