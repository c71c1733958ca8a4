package dev.parley.admin;

import dev.parley.metrics.Metric;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Parley's figures in the text format of Prometheus (0.0.4). They are of the whole server: none tells of one client. */
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient List<Supplier<List<Metric>>> sources;

    /** @param sources of figures, asked at every request */
    public MetricsServlet(List<Supplier<List<Metric>>> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder text = new StringBuilder();
        sources.forEach(source -> source.get().forEach(metric -> append(text, metric)));
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain;version=0.0.4;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static void append(StringBuilder text, Metric metric) {
        String kind = metric.kind().name().toLowerCase(Locale.ROOT);
        text.append("# HELP ").append(metric.name()).append(' ').append(metric.help());
        text.append("\n# TYPE ").append(metric.name()).append(' ').append(kind).append('\n');
        new TreeMap<>(metric.values()).forEach((label, value) -> {
            text.append(metric.name());
            if (!metric.label().isEmpty()) {
                text.append('{').append(metric.label()).append("=\"");
                text.append(escaped(label)).append("\"}");
            }
            text.append(' ').append(value).append('\n');
        });
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
