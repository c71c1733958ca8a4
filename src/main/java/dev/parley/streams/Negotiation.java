package dev.parley.streams;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a representation for an {@code Accept} header (RFC 9110, section 12.5.1): the quality of a representation is
 * that of the most specific range that matches it, the highest quality wins, then the more specific range, then the range
 * that came first. Ranges that cannot be read count as absent.
 */
final class Negotiation {
    private static final int MAX_RANGES = 64;
    private static final int ANYTHING = 0;
    private static final int TYPE = 1;
    private static final int EXACT = 2;

    private Negotiation() {}

    /** How a range of the header matches one representation. */
    private record Match(int specificity, double quality, int position) {
        boolean isBetterThan(Match other) {
            if (quality != other.quality) {
                return quality > other.quality;
            }
            if (specificity != other.specificity) {
                return specificity > other.specificity;
            }
            return specificity == EXACT && position < other.position;
        }
    }

    /**
     * The representation to answer with.
     *
     * @return empty if the header refuses plain text and accepts nothing else that there is
     */
    static Optional<Representation> choose(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(Representation.TEXT);
        }
        String[] ranges = accept.toLowerCase(Locale.ROOT).split(",", MAX_RANGES);
        Representation best = null;
        Match bestMatch = null;
        for (Representation candidate : Representation.values()) {
            Match match = match(candidate, ranges);
            if (match != null && match.quality > 0 && (bestMatch == null || match.isBetterThan(bestMatch))) {
                best = candidate;
                bestMatch = match;
            }
        }
        boolean textIsRefused = match(Representation.TEXT, ranges) != null;
        return best == null && !textIsRefused ? Optional.of(Representation.TEXT) : Optional.ofNullable(best);
    }

    private static @Nullable Match match(Representation candidate, String[] ranges) {
        Match best = null;
        for (int position = 0; position < ranges.length; position++) {
            String[] parts = ranges[position].split(";", -1);
            int specificity = specificity(candidate, parts[0].strip());
            double quality = quality(parts);
            if (specificity >= ANYTHING && quality >= 0 && (best == null || specificity > best.specificity)) {
                best = new Match(specificity, quality, position);
            }
        }
        return best;
    }

    private static int specificity(Representation candidate, String range) {
        if (range.equals("*/*") || range.equals("*")) {
            return ANYTHING;
        }
        if (range.equals(candidate.type() + "/*")) {
            return TYPE;
        }
        return range.equals(candidate.type() + '/' + candidate.subtype()) ? EXACT : -1;
    }

    /** 1 without a weight, -1 for one that cannot be read. */
    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                String weight = parameter.substring(2).strip();
                return weight.matches("0?\\.\\d{0,3}|0|1(\\.0{0,3})?") && !weight.equals(".")
                        ? Double.parseDouble(weight)
                        : -1;
            }
        }
        return 1;
    }
}
