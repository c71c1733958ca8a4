package dev.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.metrics.Metric;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsServletTest {
    private static String text(Metric metric) {
        StringBuilder text = new StringBuilder();
        MetricsServlet.append(text, metric);
        return text.toString();
    }

    @Test
    @DisplayName("Prometheus, text format 0.0.4: help, type, and a line a value")
    void a_figure_has_its_help_and_its_type() {
        assertThat(text(Metric.gauge("parley_engine_sessions", "Sessions that are open.", 3)))
                .isEqualTo("""
                        # HELP parley_engine_sessions Sessions that are open.
                        # TYPE parley_engine_sessions gauge
                        parley_engine_sessions 3
                        """);
    }

    @Test
    @DisplayName("Prometheus, text format 0.0.4: a label's value is quoted and escaped")
    void labels_are_escaped() {
        assertThat(text(Metric.counter("ends_total", "Ends.", "why", Map.of("a \"b\"\\\n", 2L, "a", 1L))))
                .isEqualTo("""
                        # HELP ends_total Ends.
                        # TYPE ends_total counter
                        ends_total{why="a"} 1
                        ends_total{why="a \\"b\\"\\\\\\n"} 2
                        """);
    }
}
