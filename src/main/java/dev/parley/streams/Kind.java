package dev.parley.streams;

import java.util.Locale;

/** The ways to follow the clock, as they are counted. */
public enum Kind {
    POLLING,
    LONG_POLLING,
    IFRAME,
    EVENT_STREAM,
    WEBSOCKET;

    /** The name in counters and in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
