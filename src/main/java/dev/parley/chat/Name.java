package dev.parley.chat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person is called: 1 to 64 characters (code points, after normalisation to NFC) of any script, emoji included,
 * without white space and without control characters.
 *
 * <p>Refused as well is what cannot be seen and so could make two names look alike: characters that change the direction of
 * writing, fillers, and format characters other than those that scripts and emoji are made with (the joiners, and the tags
 * of flags), which do not count behind ASCII or at the end.
 *
 * @param text in NFC
 */
public record Name(String text) {
    public static final int MAX_CHARACTERS = 64;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    /** Letters and symbols that show nothing: fillers of Hangul, and the empty pattern of Braille. */
    private static final String BLANKS = "\u115F\u1160\u3164\uFFA0\u2800";

    /** @throws IllegalArgumentException for a text that is no name; {@link #parse} is for texts from outside */
    public Name {
        if (!isName(text)) {
            throw new IllegalArgumentException("not a name: " + text);
        }
    }

    /** The name that somebody typed, or nothing if it is not one. */
    public static Optional<Name> parse(String typed) {
        if (typed.length() > MAX_CHARACTERS * 8) {
            return Optional.empty(); // too long however it normalises
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
        return isName(text) ? Optional.of(new Name(text)) : Optional.empty();
    }

    /**
     * Equal for two names that nobody may have at the same time: the name in NFC without its case. Never empty, at most
     * three times as long as the name.
     */
    public String key() {
        // First to upper case, which makes equal what has more than one lower-case form (final sigma, sharp s).
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isName(String text) {
        if (text.isEmpty()
                || text.codePointCount(0, text.length()) > MAX_CHARACTERS
                || !Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return false;
        }
        int before = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (!isAllowed(character, before, i == text.length())) {
                return false;
            }
            before = character;
        }
        return true;
    }

    private static boolean isAllowed(int character, int before, boolean last) {
        if (character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER) {
            return before > 0x7F && !last;
        }
        if (character >= FIRST_TAG && character <= LAST_TAG) {
            return before > 0x7F;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> BLANKS.indexOf(character) < 0;
        };
    }
}
