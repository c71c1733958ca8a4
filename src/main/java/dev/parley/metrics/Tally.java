package dev.parley.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by label, of which there are few and none is chosen by a client. Safe for every thread. */
public final class Tally {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void count(String label) {
        counts.computeIfAbsent(label, key -> new LongAdder()).increment();
    }

    /** At this moment, in the order of the labels. */
    public Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((label, count) -> sums.put(label, count.sum()));
        return Collections.unmodifiableMap(sums);
    }
}
