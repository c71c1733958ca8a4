package dev.parley.streams;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses the locale of the date for an {@code Accept-Language} header (RFC 9110, section 12.5.4; RFC 4647 lookup). */
final class Languages {
    private static final Locale BY_DEFAULT = Locale.ENGLISH;
    private static final int MAX_HEADER_CHARS = 500;

    /** The locales that the platform has dates for: a bounded set, whatever clients send. */
    private static final List<Locale> AVAILABLE = Arrays.stream(Locale.getAvailableLocales())
            .filter(locale -> !locale.getLanguage().isEmpty() && !locale.hasExtensions())
            .toList();

    private Languages() {}

    /** English if the header is absent, cannot be read or names no known language. */
    static Locale choose(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > MAX_HEADER_CHARS) {
            return BY_DEFAULT;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage.strip()), AVAILABLE);
            return found == null ? BY_DEFAULT : found;
        } catch (IllegalArgumentException e) {
            return BY_DEFAULT;
        }
    }
}
