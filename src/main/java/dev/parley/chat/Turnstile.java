package dev.parley.chat;

import dev.parley.metrics.ChatCounters;
import dev.parley.pace.Pace;
import dev.parley.settings.Settings;
import java.util.function.LongSupplier;

/**
 * Keeps connections and people from going too fast, and counts what is refused. A connection that goes on all the same, in its
 * own name or with others of its person, is cut. In the chat's lane.
 */
public final class Turnstile {
    private final Settings.Chat settings;
    private final LongSupplier nanoTime;
    private final ChatCounters counters;

    /** @param nanoTime a monotonic clock, such as {@link System#nanoTime} */
    public Turnstile(Settings.Chat settings, LongSupplier nanoTime, ChatCounters counters) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.counters = counters;
    }

    /** Whether this connection may give one more command now. */
    boolean admits(Visitor visitor) {
        return step(visitor.pace(this::fresh), visitor);
    }

    /** Whether its person, over all connections, may say one more thing now. */
    boolean admits(Visitor visitor, Presence person) {
        return step(person.pace(this::fresh), visitor);
    }

    void refused(Refusal why) {
        counters.refused(why.code());
    }

    private Pace fresh() {
        return new Pace(settings.messagesPerSecond(), settings.messageBurst(), nanoTime.getAsLong());
    }

    private boolean step(Pace pace, Visitor visitor) {
        Pace.Verdict verdict = pace.step(nanoTime.getAsLong());
        if (verdict == Pace.Verdict.RELENTLESS && visitor.cut()) {
            counters.cut();
        }
        return verdict == Pace.Verdict.FINE;
    }
}
