package dev.parley.metrics;

import java.util.Map;

/**
 * A figure with what an administrator needs to read it.
 *
 * @param name in the form of Prometheus, with its unit at the end
 * @param help a sentence
 * @param label what tells its values apart; empty if there is one value
 * @param values by the label's value
 */
public record Metric(String name, Kind kind, String help, String label, Map<String, Long> values) {
    /** How a figure may change. */
    public enum Kind {
        /** Only upwards. */
        COUNTER,
        /** Up and down. */
        GAUGE
    }

    /** How much there is now. */
    public static Metric gauge(String name, String help, long value) {
        return new Metric(name, Kind.GAUGE, help, "", Map.of("", value));
    }

    /** How much there is now of each. */
    public static Metric gauge(String name, String help, String label, Map<String, Long> values) {
        return new Metric(name, Kind.GAUGE, help, label, values);
    }

    /** How much it has been since the start. */
    public static Metric counter(String name, String help, long value) {
        return new Metric(name, Kind.COUNTER, help, "", Map.of("", value));
    }

    /** How much it has been of each since the start. */
    public static Metric counter(String name, String help, String label, Map<String, Long> values) {
        return new Metric(name, Kind.COUNTER, help, label, values);
    }
}
