package dev.parley.streams;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How one client wants its ticks.
 *
 * @param kind the way it follows the clock
 * @param representation the way a tick is written
 * @param locale of the date
 * @param detail whether streams carry id and time of the tick beside the text, for measuring
 * @param callback the function of the parent page that the iframe calls
 */
record Form(Kind kind, Representation representation, Locale locale, boolean detail, String callback) {
    static final String DEFAULT_CALLBACK = "setTime";

    /** Some browsers draw nothing of a document before its first kilobyte. */
    private static final String PADDING = " ".repeat(1_024);

    /** An event stream says so often that it lives, even if ticks are late. */
    private static final int TICKS_A_HEARTBEAT = 15;

    /** Whether many clients have this form; a callback of its own is one client's. */
    boolean isShared() {
        return callback.equals(DEFAULT_CALLBACK);
    }

    /** What opens an endless answer. */
    byte[] head(long retryMillis) {
        if (representation == Representation.EVENT_STREAM) {
            return bytes("retry:" + retryMillis + "\n\n");
        }
        return bytes("<!DOCTYPE html>\n<html lang=\"" + locale.toLanguageTag()
                + "\"><head><meta charset=\"utf-8\"><title>Clock</title></head><body>\n<!--" + PADDING + "-->\n");
    }

    byte[] encode(Tick tick) {
        return bytes(
                kind == Kind.WEBSOCKET
                        ? message(tick)
                        : switch (representation) {
                            case TEXT -> tick.text(locale);
                            case JSON -> json(tick);
                            case HTML -> script(tick);
                            case EVENT_STREAM -> event(tick);
                        });
    }

    private String message(Tick tick) {
        return detail ? json(tick) : tick.text(locale);
    }

    private String event(Tick tick) {
        String heartbeat = tick.id() % TICKS_A_HEARTBEAT == 0 ? ":\n\n" : "";
        return heartbeat + "id:" + tick.id() + "\nevent:message\ndata:" + message(tick) + "\n\n";
    }

    private String script(Tick tick) {
        String more = detail ? ", " + json(tick) : "";
        return "<script>parent." + callback + '(' + quote(tick.text(locale)) + more + ")</script>\n";
    }

    private String json(Tick tick) {
        return "{\"id\":" + tick.id() + ",\"time\":\"" + tick.at() + "\",\"text\":" + quote(tick.text(locale)) + '}';
    }

    /** A string of JSON and of JavaScript that may stand inside a script element of HTML. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || "\"\\<>&'\u2028\u2029".indexOf(c) >= 0) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
