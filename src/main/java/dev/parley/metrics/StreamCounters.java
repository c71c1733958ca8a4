package dev.parley.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the clock has done since it started, by the kind of its clients. Safe for every thread. */
public final class StreamCounters {
    private final LongAdder ticks = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Map<String, Counts> kinds = new ConcurrentHashMap<>();

    private static final class Counts {
        private final LongAdder opened = new LongAdder();
        private final LongAdder sent = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final Tally closed = new Tally();

        Kind snapshot() {
            Map<String, Long> byReason = closed.sums();
            long ended = byReason.values().stream().mapToLong(Long::longValue).sum();
            long begun = opened.sum();
            return new Kind(begun - ended, begun, sent.sum(), bytes.sum(), byReason);
        }
    }

    /**
     * One kind of client.
     *
     * @param open clients there are now
     * @param opened clients that came so far
     * @param sent ticks written
     * @param bytes of these ticks, without headers and framing
     * @param closed clients that ended, by reason
     */
    public record Kind(long open, long opened, long sent, long bytes, Map<String, Long> closed) {}

    /**
     * The counters at one moment.
     *
     * @param open clients of every kind there are now
     * @param ticks seconds counted
     * @param refused clients refused because there were too many
     */
    public record Snapshot(long open, long ticks, long refused, Map<String, Kind> kinds) {

        /** The same for an administrator. */
        public List<Metric> metrics() {
            Map<String, Long> now = new TreeMap<>();
            Map<String, Long> sent = new TreeMap<>();
            Map<String, Long> closed = new TreeMap<>();
            kinds.forEach((kind, counts) -> {
                now.put(kind, counts.open());
                sent.put(kind, counts.sent());
                counts.closed().forEach((reason, count) -> closed.merge(reason, count, Long::sum));
            });
            return List.of(
                    Metric.gauge("parley_clock_clients", "Clients of the clock, by their kind.", "kind", now),
                    Metric.counter(
                            "parley_clock_ticks_sent_total", "Ticks written, by the client's kind.", "kind", sent),
                    Metric.counter(
                            "parley_clock_clients_closed_total",
                            "Clients of the clock that ended, by the reason; slow is who was too far behind.",
                            "reason",
                            closed),
                    Metric.counter(
                            "parley_clock_refused_total",
                            "Clients of the clock refused because there were too many, in all or of one address.",
                            refused));
        }
    }

    public void ticked() {
        ticks.increment();
    }

    public void refused() {
        refused.increment();
    }

    public void opened(String kind) {
        of(kind).opened.increment();
    }

    public void sent(String kind, long bytes) {
        Counts counts = of(kind);
        counts.sent.increment();
        counts.bytes.add(bytes);
    }

    public void closed(String kind, String reason) {
        of(kind).closed.count(reason);
    }

    private Counts of(String kind) {
        return kinds.computeIfAbsent(kind, key -> new Counts());
    }

    public Snapshot snapshot() {
        Map<String, Kind> byKind = new TreeMap<>();
        kinds.forEach((kind, counts) -> byKind.put(kind, counts.snapshot()));
        long open = byKind.values().stream().mapToLong(Kind::open).sum();
        return new Snapshot(open, ticks.sum(), refused.sum(), Map.copyOf(byKind));
    }
}
