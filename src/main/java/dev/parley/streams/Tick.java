package dev.parley.streams;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One second of the clock. Each way to show it is encoded once, by the first client that needs it, and shared by all
 * others; the arrays must not be changed. Safe for every thread.
 */
final class Tick {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final long HALF_A_SECOND_MILLIS = 500;

    private final long id;
    private final Instant at;
    private final ZoneId zone;
    private final Map<Form, byte[]> encoded = new ConcurrentHashMap<>(4);

    Tick(long id, Instant at, ZoneId zone) {
        this.id = id;
        this.at = at;
        this.zone = zone;
    }

    long id() {
        return id;
    }

    /** When the ticker made it, to the millisecond. */
    Instant at() {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Date and time for people; a timer that fires a little early still shows the second it meant. */
    String text(Locale locale) {
        ZonedDateTime second = at.plusMillis(HALF_A_SECOND_MILLIS)
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(zone);
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(second)
                + ' '
                + TIME.format(second);
    }

    /** The bytes that show this tick in a form; one array for all clients of the form. */
    byte[] encoded(Form form) {
        return form.isShared() ? encoded.computeIfAbsent(form, key -> key.encode(this)) : form.encode(this);
    }
}
