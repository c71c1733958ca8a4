package dev.parley.admin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Answers whether Parley is ready for clients: 200 when every check is well, else 503; always with each check's state as
 * JSON. Being a servlet it answers only when the application has started, which a static file does not promise.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String WELL = "up";

    private final transient Map<String, Check> checks;
    private final transient JsonFactory json = new JsonFactory();

    /** One thing that Parley needs. Asked at every request, so it answers from memory. */
    @FunctionalInterface
    public interface Check {
        /** A few words that anybody may read, or nothing when all is well. */
        Optional<String> problem();
    }

    /** @param checks by name; more may be put into the map while the application starts */
    public HealthServlet(Map<String, Check> checks) {
        this.checks = checks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Optional<String>> problems = new LinkedHashMap<>();
        checks.forEach((name, check) -> problems.put(name, check.problem()));
        boolean well = problems.values().stream().allMatch(Optional::isEmpty);
        response.setStatus(well ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        write(response.getWriter(), well, problems);
    }

    private void write(Writer to, boolean well, Map<String, Optional<String>> problems) {
        try (JsonGenerator out = json.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), to)) {
            out.writeStartObject();
            out.writeStringProperty("status", well ? WELL : "down");
            out.writeObjectPropertyStart("checks");
            problems.forEach((name, problem) -> out.writeStringProperty(name, problem.orElse(WELL)));
            out.writeEndObject();
            out.writeEndObject();
        }
    }
}
