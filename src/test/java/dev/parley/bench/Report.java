package dev.parley.bench;

import dev.parley.bench.Results.Figures;
import dev.parley.bench.Results.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The figures as tables in Markdown, and how many times better they are than those of Node.js. */
final class Report {
    private static final String BEGIN = "<!-- deploy/bench writes from here -->";
    private static final String END = "<!-- to here -->";
    /** How the names of those begin that a first look does without. */
    private static final List<String> DETAILS = List.of("latency p99", "acknowledgement p99", "missing");

    private final Options options;
    private final Results results;

    Report(Options options, Results results) {
        this.options = options;
        this.results = results;
    }

    /** Everything: medians and ranges. */
    String markdown() {
        return table("Median (least – most)", metric -> true, true);
    }

    /** Medians alone, of what matters most. */
    String summary() {
        return table("Medians", metric -> DETAILS.stream().noneMatch(metric.name()::startsWith), false);
    }

    private String table(String cells, Predicate<Metric> shown, boolean ranges) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "Messages of %d bytes, %d s a measurement, %d rounds%s; Java %s, %s cores. %s;"
                        + " **×** is how many times better than Node.js.%n%n",
                options.size(),
                options.duration().toSeconds(),
                options.rounds(),
                options.carrier().isEmpty() ? "" : ", carrier " + options.carrier(),
                Runtime.version().feature(),
                System.getProperty("parley.cores", "?"),
                cells));
        row(out, "", options.targets().stream().map(Target::title).toList());
        row(out, "---", options.targets().stream().map(t -> "---").toList());
        results.metrics().stream()
                .filter(shown)
                .forEach(metric -> row(
                        out,
                        metric.name(),
                        options.targets().stream()
                                .map(target -> cell(metric, target, ranges))
                                .toList()));
        results.failures()
                .forEach(failure ->
                        out.append("\nNot measured: ").append(failure).append('\n'));
        return out.toString();
    }

    /**
     * Puts a table and the plot between their marks.
     *
     * @param plot where it lies, seen from the page
     */
    static void publish(Path page, String table, String plot) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no marks \"" + BEGIN + "\" and \"" + END + '"');
        }
        Files.writeString(
                page,
                text.substring(0, begin) + BEGIN + "\n\n" + table + "\n![Most deliveries a second](" + plot + ")\n\n"
                        + text.substring(end));
    }

    /** A figure with three digits that count. */
    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "–";
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%,." + Math.min(digits, 3) + "f", value);
    }

    private String cell(Metric metric, Target target, boolean range) {
        Optional<Figures> mine = results.of(metric, target);
        if (mine.isEmpty()) {
            return "–";
        }
        Figures figures = mine.get();
        String cell = number(figures.median());
        if (range && figures.values().size() > 1) {
            cell += " (" + number(figures.least()) + " – " + number(figures.most()) + ")";
        }
        return cell + ratio(metric, target, figures);
    }

    private String ratio(Metric metric, Target target, Figures figures) {
        Optional<Figures> reference = options.targets().stream()
                .filter(Target::isReference)
                .findFirst()
                .flatMap(node -> results.of(metric, node));
        if (target.isReference() || reference.isEmpty()) {
            return "";
        }
        double theirs = reference.get().median();
        double times = metric.moreIsBetter() ? figures.median() / theirs : theirs / figures.median();
        return Double.isFinite(times) && times > 0 ? " **" + number(times) + " ×**" : "";
    }

    private static void row(StringBuilder out, String first, List<String> cells) {
        out.append("| ")
                .append(first)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }
}
