package dev.parley.transport.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Strings that many clients send alike, so that what is kept of each client does not hold a copy of its own. A table of a fixed size,
 * in which each string has one place; another of the same place takes it over, so nothing here grows, whatever clients send.
 * Thread-safe: two threads that come at once may keep two copies.
 */
final class SharedStrings {
    /** Enough that hardly any two of the usual header names and values, some hundred, have the same. */
    static final int PLACES = 4096;

    /** Characters; what is longer is not kept here. */
    static final int MAX_LENGTH = 256;

    private final AtomicReferenceArray<@Nullable List<String>> places = new AtomicReferenceArray<>(PLACES);

    /** @return an equal string, the one that was here before if there was one */
    String share(String string) {
        return shareAsList(string).get(0);
    }

    /** @return an immutable list of an equal string alone; what was here before if there was one */
    List<String> shareAsList(String string) {
        int place = Math.floorMod(string.hashCode(), PLACES);
        List<String> kept = places.getAcquire(place);
        if (kept != null && kept.get(0).equals(string)) {
            return kept;
        }
        List<String> alone = List.of(string);
        if (string.length() <= MAX_LENGTH) {
            places.setRelease(place, alone);
        }
        return alone;
    }
}
