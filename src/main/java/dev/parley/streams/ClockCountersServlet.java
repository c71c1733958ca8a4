package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many clients follow the clock in which way, and what the clock holds for them, as JSON for the lab. */
public final class ClockCountersServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient StreamCounters counters;
    private final transient Ticker ticker;

    public ClockCountersServlet(StreamCounters counters, Ticker ticker) {
        this.counters = counters;
        this.ticker = ticker;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = json(counters.snapshot(), ticker.load()).getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static String json(StreamCounters.Snapshot all, Ticker.Load load) {
        return "{\"open\":" + all.open() + ",\"ticks\":" + all.ticks() + ",\"refused\":" + all.refused()
                + ",\"clients\":" + load.clients() + ",\"delays\":" + load.delays() + ",\"tasks\":" + load.tasks()
                + ",\"kinds\":" + object(all.kinds(), ClockCountersServlet::kind) + "}\n";
    }

    private static String kind(StreamCounters.Kind kind) {
        return "{\"open\":" + kind.open() + ",\"opened\":" + kind.opened() + ",\"sent\":" + kind.sent() + ",\"bytes\":"
                + kind.bytes() + ",\"closed\":" + object(kind.closed(), String::valueOf) + '}';
    }

    private static <V> String object(Map<String, V> values, Function<V, String> json) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Form.quote(entry.getKey()) + ':' + json.apply(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
