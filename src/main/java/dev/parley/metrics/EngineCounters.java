package dev.parley.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What an Engine.IO server has done since it started. Safe for every thread. */
public final class EngineCounters {
    private final LongAdder opened = new LongAdder();
    private final LongAdder upgraded = new LongAdder();
    private final LongAdder packetsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder packetsOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Map<String, LongAdder> closed = new ConcurrentHashMap<>();

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
     * @param closed sessions closed, by reason
     */
    public record Snapshot(
            long open,
            long opened,
            long upgraded,
            long packetsIn,
            long bytesIn,
            long packetsOut,
            long bytesOut,
            Map<String, Long> closed) {}

    public void opened() {
        opened.increment();
    }

    public void closed(String reason) {
        closed.computeIfAbsent(reason, key -> new LongAdder()).increment();
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

    public Snapshot snapshot() {
        Map<String, Long> byReason = new TreeMap<>();
        closed.forEach((reason, count) -> byReason.put(reason, count.sum()));
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
                Map.copyOf(byReason));
    }
}
