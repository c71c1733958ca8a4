package dev.parley.it;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The application's own figures at one moment, as {@code /metrics} tells them.
 *
 * @param values by name, with the label as it is written
 */
record Figures(Map<String, Long> values) {
    static Figures of(ServerIT server) throws Exception {
        return in(server.get("metrics").body());
    }

    static Figures in(String metrics) {
        return new Figures(metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)))));
    }

    /** 0 for what has not happened yet. */
    long get(String name) {
        return values.getOrDefault(name, 0L);
    }

    /** Sessions that are open. */
    long sessions() {
        return get("parley_engine_sessions");
    }

    /** Sessions that have ended for a reason of {@link dev.parley.engine.CloseReason}. */
    long closed(String reason) {
        return get("parley_engine_sessions_closed_total{reason=\"" + reason + "\"}");
    }

    /** Connections of Socket.IO over Parley's own WebSocket that the server has not closed. */
    long connections() {
        return get("parley_websocket_connections{path=\"/socket.io/\"}");
    }

    /** Bytes given to transports. */
    long sentBytes() {
        return get("parley_engine_sent_bytes_total");
    }

    /** Most bytes that ever waited for one client. */
    long outboxPeak() {
        return get("parley_engine_outbox_peak_bytes");
    }

    /** What carries WebSocket. */
    boolean hasCarrier(String name) {
        return get("parley_engine_carrier{carrier=\"" + name.toLowerCase(Locale.ROOT) + "\"}") == 1;
    }
}
