package dev.parley.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every figure of a run, by what was measured and of whom. */
final class Results {
    /**
     * Something that is measured.
     *
     * @param name for tables, with its unit
     */
    record Metric(String name, boolean moreIsBetter) {}

    /** What one server showed over the rounds. */
    record Figures(List<Double> values) {
        double median() {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }

        double last() {
            return values.get(values.size() - 1);
        }

        double least() {
            return values.stream().mapToDouble(v -> v).min().orElseThrow();
        }

        double most() {
            return values.stream().mapToDouble(v -> v).max().orElseThrow();
        }
    }

    private final Map<Metric, Map<Target, Figures>> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    void add(Target target, Metric metric, double value) {
        figures.computeIfAbsent(metric, m -> new LinkedHashMap<>())
                .computeIfAbsent(target, t -> new Figures(new ArrayList<>()))
                .values()
                .add(value);
        System.out.printf("  %-20s %-70s %s%n", target.name(), metric.name(), Report.number(value));
    }

    void failed(Target target, String what, Exception why) {
        String line = target.title() + ": " + what + ": " + why.getMessage();
        failures.add(line);
        System.out.println("  FAILED " + line);
    }

    Collection<Metric> metrics() {
        return figures.keySet();
    }

    Optional<Figures> of(Metric metric, Target target) {
        return Optional.ofNullable(figures.getOrDefault(metric, Map.of()).get(target));
    }

    /** What could not be measured, and why. */
    List<String> failures() {
        return failures;
    }
}
