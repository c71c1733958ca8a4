package dev.parley.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What an Engine.IO server has done since it started. Safe for every thread. */
public final class EngineCounters {
    private final LongAdder opened = new LongAdder();
    private final LongAdder upgraded = new LongAdder();
    private final LongAdder packetsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder packetsOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAccumulator mostWaiting = new LongAccumulator(Math::max, 0);
    private final Tally refused = new Tally();
    private final Tally closed = new Tally();
    private final LongAdder bodiesTooLarge = new LongAdder();
    private final LongAdder bodiesTooLate = new LongAdder();
    private final LongAdder upgradesTooLate = new LongAdder();

    /**
     * The counters at one moment.
     *
     * @param open sessions open now
     * @param opened sessions opened so far
     * @param upgraded sessions that moved from long-polling to a WebSocket
     * @param packetsIn packets received
     * @param bytesIn their bytes, without the framing of HTTP or WebSocket
     * @param packetsOut packets handed to a transport
     * @param bytesOut their bytes, binary as base64
     * @param mostWaiting most bytes that ever waited for one client
     * @param refused handshakes refused because of a limit, by the limit
     * @param closed sessions closed, by reason
     * @param bodiesTooLarge bodies of polling clients refused because of their size
     * @param bodiesTooLate bodies of polling clients that did not come whole in their time
     * @param upgradesTooLate WebSockets that did not take a session over in their time
     */
    public record Snapshot(
            long open,
            long opened,
            long upgraded,
            long packetsIn,
            long bytesIn,
            long packetsOut,
            long bytesOut,
            long mostWaiting,
            Map<String, Long> refused,
            Map<String, Long> closed,
            long bodiesTooLarge,
            long bodiesTooLate,
            long upgradesTooLate) {

        /** The same for an administrator. */
        public List<Metric> metrics() {
            return List.of(
                    Metric.gauge("parley_engine_sessions", "Sessions that are open.", open),
                    Metric.counter("parley_engine_sessions_opened_total", "Sessions opened.", opened),
                    Metric.counter(
                            "parley_engine_sessions_closed_total", "Sessions closed, by reason.", "reason", closed),
                    Metric.counter(
                            "parley_engine_handshakes_refused_total",
                            "Handshakes refused because of a limit, by the limit.",
                            "limit",
                            refused),
                    Metric.counter(
                            "parley_engine_bodies_too_large_total",
                            "Bodies of polling clients refused because of their size.",
                            bodiesTooLarge),
                    Metric.counter(
                            "parley_engine_bodies_too_late_total",
                            "Bodies of polling clients that did not come whole in their time.",
                            bodiesTooLate),
                    Metric.counter(
                            "parley_engine_upgrades_too_late_total",
                            "WebSockets that did not take their session over in their time.",
                            upgradesTooLate),
                    Metric.counter(
                            "parley_engine_upgrades_total", "Sessions that moved from polling to WebSocket.", upgraded),
                    Metric.counter("parley_engine_packets_received_total", "Packets received.", packetsIn),
                    Metric.counter("parley_engine_received_bytes_total", "Bytes of these, without framing.", bytesIn),
                    Metric.counter("parley_engine_packets_sent_total", "Packets given to a transport.", packetsOut),
                    Metric.counter("parley_engine_sent_bytes_total", "Bytes of these, without framing.", bytesOut),
                    Metric.gauge(
                            "parley_engine_outbox_peak_bytes",
                            "Most bytes that ever waited for one client.",
                            mostWaiting));
        }
    }

    public void opened() {
        opened.increment();
    }

    /** @param limit which kept a session from being opened */
    public void refused(String limit) {
        refused.count(limit);
    }

    public void closed(String reason) {
        closed.count(reason);
    }

    /** A body of a polling client was more than it may be. */
    public void bodyTooLarge() {
        bodiesTooLarge.increment();
    }

    /** A body of a polling client did not come whole in its time. */
    public void bodyTooLate() {
        bodiesTooLate.increment();
    }

    /** A second transport did not take its session over in its time. */
    public void upgradeTooLate() {
        upgradesTooLate.increment();
    }

    public void upgraded() {
        upgraded.increment();
    }

    public void received(long bytes) {
        packetsIn.increment();
        bytesIn.add(bytes);
    }

    public void sent(int packets, long bytes) {
        packetsOut.add(packets);
        bytesOut.add(bytes);
    }

    /** @param bytes that wait for one client now */
    public void waiting(long bytes) {
        mostWaiting.accumulate(bytes);
    }

    public Snapshot snapshot() {
        Map<String, Long> byReason = closed.sums();
        long ended = byReason.values().stream().mapToLong(Long::longValue).sum();
        long begun = opened.sum();
        return new Snapshot(
                begun - ended,
                begun,
                upgraded.sum(),
                packetsIn.sum(),
                bytesIn.sum(),
                packetsOut.sum(),
                bytesOut.sum(),
                mostWaiting.get(),
                refused.sums(),
                byReason,
                bodiesTooLarge.sum(),
                bodiesTooLate.sum(),
                upgradesTooLate.sum());
    }
}
