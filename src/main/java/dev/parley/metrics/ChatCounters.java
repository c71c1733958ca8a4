package dev.parley.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the chat has refused since it started. Safe for every thread. */
public final class ChatCounters {
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final LongAdder cut = new LongAdder();

    /** @param code why, as its client is told */
    public void refused(String code) {
        refused.computeIfAbsent(code, key -> new LongAdder()).increment();
    }

    /** A connection was ended because it went on too fast. */
    public void cut() {
        cut.increment();
    }

    /** The counters at this moment for an administrator. */
    public List<Metric> metrics() {
        Map<String, Long> byCode = new TreeMap<>();
        refused.forEach((code, count) -> byCode.put(code, count.sum()));
        return List.of(
                Metric.counter("parley_chat_refused_total", "Commands refused, by the code of why.", "code", byCode),
                Metric.counter(
                        "parley_chat_too_fast_cuts_total",
                        "Connections ended because they went on too fast.",
                        cut.sum()));
    }
}
