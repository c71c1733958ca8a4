package dev.parley.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the chat has refused since it started. Safe for every thread. */
public final class ChatCounters {
    private final Tally refused = new Tally();
    private final LongAdder cut = new LongAdder();
    private final LongAdder signsDropped = new LongAdder();

    /** @param code why, as its client is told */
    public void refused(String code) {
        refused.count(code);
    }

    /** A connection was ended because it went on too fast. */
    public void cut() {
        cut.increment();
    }

    /** A sign that somebody is writing came too soon after the one before. */
    public void signDropped() {
        signsDropped.increment();
    }

    /** The counters at this moment for an administrator. */
    public List<Metric> metrics() {
        return List.of(
                Metric.counter(
                        "parley_chat_refused_total", "Commands refused, by the code of why.", "code", refused.sums()),
                Metric.counter(
                        "parley_chat_too_fast_cuts_total",
                        "Connections ended because they went on too fast.",
                        cut.sum()),
                Metric.counter(
                        "parley_chat_signs_dropped_total",
                        "Signs that somebody is writing that came too soon after the one before.",
                        signsDropped.sum()));
    }
}
