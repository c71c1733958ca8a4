package dev.parley.streams;

import dev.parley.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the clock.
 *
 * @param form how it wants its ticks
 * @param after the last tick it has seen, if it says so: {@code ?wait=}, {@code ?after=} or {@code Last-Event-ID}
 * @param fault what is to go wrong on purpose
 * @param address that it comes from
 */
record ClockRequest(Form form, OptionalLong after, Fault fault, String address) {
    /** For whom there is no place. */
    static final String WHAT_CLIENTS_DO = "follow the clock";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]{0,63}");
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final int DELAY_STEP_MILLIS = 100;
    private static final int MIN_CUT = 2;
    private static final int MAX_CUT = 3_600;

    /** @throws BadClockRequestException naming what is wrong and what is allowed */
    static ClockRequest of(HttpServletRequest request, Settings.Streams settings) throws BadClockRequestException {
        Map<String, String> query = query(request.getQueryString());
        boolean webSocket = isWebSocket(request);
        Representation representation = webSocket
                ? Representation.TEXT
                : representation(String.join(",", java.util.Collections.list(request.getHeaders("Accept"))));
        boolean waits = query.containsKey("wait");
        if (waits && (webSocket || representation.isEndless())) {
            throw bad("wait is for one answer: ask for text/plain or application/json, or leave it out");
        }
        Form form = new Form(
                webSocket ? Kind.WEBSOCKET : kind(representation, waits),
                representation,
                Languages.choose(request.getHeader("Accept-Language")),
                flag(query),
                representation == Representation.HTML ? callback(query) : Form.DEFAULT_CALLBACK);
        return new ClockRequest(form, after(request, query), fault(query, settings), request.getRemoteAddr());
    }

    static boolean isWebSocket(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private static Kind kind(Representation representation, boolean waits) {
        return switch (representation) {
            case HTML -> Kind.IFRAME;
            case EVENT_STREAM -> Kind.EVENT_STREAM;
            case TEXT, JSON -> waits ? Kind.LONG_POLLING : Kind.POLLING;
        };
    }

    private static Representation representation(String accept) throws BadClockRequestException {
        return Negotiation.choose(accept)
                .orElseThrow(() -> new BadClockRequestException(
                        HttpServletResponse.SC_NOT_ACCEPTABLE,
                        "The clock speaks text/plain, application/json, text/html and text/event-stream"));
    }

    private static boolean flag(Map<String, String> query) throws BadClockRequestException {
        String value = query.getOrDefault("detail", "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw bad("detail must be true or false");
        }
        return value.equals("true");
    }

    private static String callback(Map<String, String> query) throws BadClockRequestException {
        String value = query.getOrDefault("callback", Form.DEFAULT_CALLBACK);
        if (!IDENTIFIER.matcher(value).matches()) {
            throw bad("callback must be an identifier of JavaScript: at most 64 of A-Z a-z 0-9 _ $, no digit first");
        }
        return value;
    }

    /** A header that is not one of our ids is ignored: a browser repeats what another server may have given it. */
    private static OptionalLong after(HttpServletRequest request, Map<String, String> query)
            throws BadClockRequestException {
        for (String name : new String[] {"wait", "after"}) {
            String value = query.get(name);
            if (value != null && !ID.matcher(value).matches()) {
                throw bad(name + " must be the id of a tick: a whole number of at most 18 digits");
            }
        }
        String lastEventId = request.getHeader("Last-Event-ID");
        boolean known = lastEventId != null && ID.matcher(lastEventId).matches();
        String value = known ? lastEventId : query.getOrDefault("wait", query.get("after"));
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    private static Fault fault(Map<String, String> query, Settings.Streams settings) throws BadClockRequestException {
        if (!settings.faults() && (query.containsKey("delay") || query.containsKey("cut"))) {
            throw bad("delay and cut are switched off on this server");
        }
        long max = settings.maxDelay().toMillis();
        long delay = number(query, "delay", 0, max);
        if (delay % DELAY_STEP_MILLIS != 0) {
            throw bad("delay must be a multiple of " + DELAY_STEP_MILLIS + " milliseconds");
        }
        long cut = query.containsKey("cut") ? number(query, "cut", MIN_CUT, MAX_CUT) : 0;
        return new Fault(Duration.ofMillis(delay), cut);
    }

    private static long number(Map<String, String> query, String name, long min, long max)
            throws BadClockRequestException {
        String value = query.getOrDefault(name, Long.toString(min));
        if (ID.matcher(value).matches()) {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw bad(name + " must be a whole number from " + min + " to " + max);
    }

    private static BadClockRequestException bad(String detail) {
        return new BadClockRequestException(HttpServletResponse.SC_BAD_REQUEST, detail);
    }

    /** The query alone, first value of a name; a container's own parameters would read a body as well. */
    private static Map<String, String> query(@Nullable String query) throws BadClockRequestException {
        Map<String, String> values = new HashMap<>();
        if (query == null) {
            return values;
        }
        try {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.putIfAbsent(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
            return values;
        } catch (IllegalArgumentException e) {
            throw bad("The query is not URL-encoded");
        }
    }
}
