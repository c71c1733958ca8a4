package dev.parley.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads typed values with their units and ranges, and remembers which keys exist. Not thread-safe. */
final class SettingsReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB)?");

    private static final Pattern MEDIA_TYPES = Pattern.compile("\\*/\\*|[a-z0-9.+-]+/(\\*|[a-z0-9.+_-]+)");

    private final SettingsSource source;
    private final Set<String> known = new HashSet<>();

    SettingsReader(SettingsSource source) {
        this.source = source;
    }

    String text(String key, String byDefault) {
        known.add(key);
        String value = source.find(key);
        return value == null ? byDefault : value.strip();
    }

    boolean flag(String key, boolean byDefault) {
        String value = text(key, Boolean.toString(byDefault));
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw new InvalidSettingException(key, value, "true or false");
    }

    int count(String key, int byDefault, int min, int max) {
        String value = text(key, Integer.toString(byDefault));
        String allowed = "a whole number from " + min + " to " + max;
        return (int) inRange(key, value, parse(key, value, allowed), min, max, allowed);
    }

    /** A secret of so many characters at least, or none; an error does not show it. */
    String secret(String key, int minCharacters) {
        String value = text(key, "");
        if (!value.isEmpty() && value.length() < minCharacters) {
            throw new InvalidSettingException(key, "(secret)", "at least " + minCharacters + " characters, or nothing");
        }
        return value;
    }

    /** A duration with its unit: 250ms, 25s, 5m, 1h, 30d. */
    Duration duration(String key, String byDefault, String min, String max) {
        String value = text(key, byDefault);
        String allowed = "a duration with its unit (ms, s, m, h, d) from " + min + " to " + max;
        long millis = inRange(key, value, millis(key, value, allowed), millis(min), millis(max), allowed);
        return Duration.ofMillis(millis);
    }

    /** A size in bytes with its unit: 512B, 64KiB, 1MiB; a bare number counts bytes. */
    int size(String key, String byDefault, String min, String max) {
        return (int) largeSize(key, byDefault, min, max);
    }

    /** The same of what may be more than an {@code int} holds. */
    long largeSize(String key, String byDefault, String min, String max) {
        String value = text(key, byDefault);
        String allowed = "a size (B, KiB, MiB, GiB) from " + min + " to " + max;
        return inRange(key, value, bytes(key, value, allowed), bytes(min), bytes(max), allowed);
    }

    /** Media types in lower case, separated by commas; an asterisk stands for every subtype, or twice for every type. */
    List<String> mediaTypes(String key, String byDefault) {
        List<String> types = list(key, byDefault).stream()
                .map(type -> type.toLowerCase(Locale.ROOT))
                .toList();
        types.forEach(type -> {
            if (!MEDIA_TYPES.matcher(type).matches()) {
                throw new InvalidSettingException(
                        key, type, "media types such as application/pdf, image/* or */*, separated by commas");
            }
        });
        return types;
    }

    /** Words separated by commas; empty means none. */
    List<String> list(String key, String byDefault) {
        return Arrays.stream(text(key, byDefault).split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Networks separated by commas, such as {@code 10.0.0.0/8} or {@code ::1}; empty means none. */
    List<Network> networks(String key) {
        return list(key, "").stream()
                .map(word -> Network.parse(word)
                        .orElseThrow(() -> new InvalidSettingException(
                                key, word, "addresses or networks such as 10.0.0.0/8, separated by commas")))
                .toList();
    }

    <E extends Enum<E>> E choice(String key, E byDefault) {
        String value = text(key, name(byDefault));
        E[] choices = byDefault.getDeclaringClass().getEnumConstants();
        for (E choice : choices) {
            if (name(choice).equals(value)) {
                return choice;
            }
        }
        String allowed = Arrays.stream(choices).map(SettingsReader::name).collect(Collectors.joining(", "));
        throw new InvalidSettingException(key, value, "one of " + allowed);
    }

    /** The keys that somebody set and that no part of Parley has. */
    Set<String> unknown() {
        Set<String> unknown = new TreeSet<>(source.keys());
        known.forEach(key -> unknown.removeIf(set -> SettingsSource.sameKey(set, key)));
        return unknown;
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long parse(String key, String value, String allowed) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new InvalidSettingException(key, value, allowed);
        }
    }

    private static long inRange(String key, String value, long number, long min, long max, String allowed) {
        if (number < min || number > max) {
            throw new InvalidSettingException(key, value, allowed);
        }
        return number;
    }

    /** So many units; what no {@code long} holds is not allowed anywhere. */
    private static long times(String key, String value, long number, long unit, String allowed) {
        if (number > Long.MAX_VALUE / unit) {
            throw new InvalidSettingException(key, value, allowed);
        }
        return number * unit;
    }

    private static long millis(String value) {
        return millis("", value, "");
    }

    private static long millis(String key, String value, String allowed) {
        Matcher m = DURATION.matcher(value);
        if (!m.matches()) {
            throw new InvalidSettingException(key, value, allowed);
        }
        long unit = switch (m.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return times(key, value, Long.parseLong(m.group(1)), unit, allowed);
    }

    private static long bytes(String value) {
        return bytes("", value, "");
    }

    private static long bytes(String key, String value, String allowed) {
        Matcher m = SIZE.matcher(value);
        if (!m.matches()) {
            throw new InvalidSettingException(key, value, allowed);
        }
        String unit = m.group(2) == null ? "B" : m.group(2);
        int shift = switch (unit) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        return times(key, value, Long.parseLong(m.group(1)), 1L << shift, allowed);
    }
}
