package dev.parley.bench;

import dev.parley.bench.Results.Figures;
import dev.parley.bench.Results.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures as a table in Markdown: medians, ranges, and how many times better than Node.js. */
final class Report {
    private static final String BEGIN = "<!-- deploy/bench writes from here -->";
    private static final String END = "<!-- to here -->";

    private final Options options;
    private final Results results;

    Report(Options options, Results results) {
        this.options = options;
        this.results = results;
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "Messages of %d bytes, %d s a measurement, %d rounds%s; Java %s, %s cores. Median (least – most);"
                        + " **×** is how many times better than Node.js.%n%n",
                options.size(),
                options.duration().toSeconds(),
                options.rounds(),
                options.carrier().isEmpty() ? "" : ", carrier " + options.carrier(),
                Runtime.version().feature(),
                System.getProperty("parley.cores", "?")));
        row(out, "", options.targets().stream().map(Target::title).toList());
        row(out, "---", options.targets().stream().map(t -> "---").toList());
        for (Metric metric : results.metrics()) {
            row(
                    out,
                    metric.name(),
                    options.targets().stream().map(t -> cell(metric, t)).toList());
        }
        results.failures()
                .forEach(failure ->
                        out.append("\nNot measured: ").append(failure).append('\n'));
        return out.toString();
    }

    /** Puts the table between its marks. */
    void publish(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no marks \"" + BEGIN + "\" and \"" + END + '"');
        }
        Files.writeString(
                page,
                text.substring(0, begin) + BEGIN + "\n\n" + markdown()
                        + "\n![Most deliveries a second](performance.svg)\n\n" + text.substring(end));
    }

    /** A figure with three digits that count. */
    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "–";
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%,." + Math.min(digits, 3) + "f", value);
    }

    private String cell(Metric metric, Target target) {
        Optional<Figures> mine = results.of(metric, target);
        if (mine.isEmpty()) {
            return "–";
        }
        Figures figures = mine.get();
        String cell = number(figures.median());
        if (figures.values().size() > 1) {
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
