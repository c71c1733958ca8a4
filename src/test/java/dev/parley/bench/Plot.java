package dev.parley.bench;

import dev.parley.bench.Results.Figures;
import dev.parley.bench.Results.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Most deliveries a second of each server as bars on a logarithmic scale, with the range of the rounds, as SVG. */
final class Plot {
    private static final int LABELS = 190;
    private static final int WIDTH = 720;
    private static final int ROW = 34;
    private static final int TOP = 44;
    private static final double DECADE_FROM = 4; // 10,000 a second
    private static final double DECADE_TO = 7;

    private final Options options;
    private final Results results;

    Plot(Options options, Results results) {
        this.options = options;
        this.results = results;
    }

    String svg() {
        Metric metric = Measurements.most(options);
        List<Target> targets = options.targets();
        int height = TOP + ROW * targets.size() + 30;
        StringBuilder out = new StringBuilder();
        line(
                out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH,
                height);
        out.append(
                "<style>text{fill:#444}.axis{stroke:#8888}.bar{fill:#3b7dd8}.node{fill:#8a8f98}.range{stroke:#222;stroke-width:1.5}"
                        + "@media (prefers-color-scheme:dark){text{fill:#ccc}.range{stroke:#eee}}</style>\n");
        line(out, "<text x=\"0\" y=\"16\" font-weight=\"bold\">%s</text>", metric.name());
        for (int decade = (int) DECADE_FROM; decade <= DECADE_TO; decade++) {
            double x = x(Math.pow(10, decade));
            line(out, "<path class=\"axis\" d=\"M%.1f %d V%d\"/>", x, TOP - 8, height - 24);
            line(
                    out,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>",
                    x,
                    height - 8,
                    Math.pow(10, decade));
        }
        for (int i = 0; i < targets.size(); i++) {
            bar(out, targets.get(i), results.of(metric, targets.get(i)), TOP + i * ROW);
        }
        return out.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder out, Target target, Optional<Figures> figures, int y) {
        line(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LABELS - 8, y + 16, target.title());
        if (figures.isPresent()) {
            Figures seen = figures.get();
            double end = x(seen.median());
            line(
                    out,
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"22\"/>",
                    target.isReference() ? "bar node" : "bar",
                    LABELS,
                    y,
                    end - LABELS);
            line(out, "<path class=\"range\" d=\"M%.1f %d H%.1f\"/>", x(seen.least()), y + 11, x(seen.most()));
            line(out, "<text x=\"%.1f\" y=\"%d\">%s</text>", x(seen.most()) + 6, y + 16, Report.number(seen.median()));
        }
    }

    private static double x(double value) {
        double part = (Math.log10(Math.max(value, 1)) - DECADE_FROM) / (DECADE_TO - DECADE_FROM);
        return LABELS + Math.max(0, part) * (WIDTH - LABELS - 60);
    }

    private static void line(StringBuilder out, String format, Object... args) {
        out.append(String.format(Locale.ROOT, format, args)).append('\n');
    }
}
