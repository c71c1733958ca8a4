package dev.parley.chat;

import java.util.Optional;

/** What may be said: text of any script with tabs and line breaks, but no other control characters. */
final class Text {
    /** Characters (UTF-16) of the longest emoji there are, families and flags of regions, are fewer. */
    private static final int MAX_EMOJI = 32;

    private static final int FIRST_PICTURE = 0x1F000;
    private static final int LAST_PICTURE = 0x1FAFF;

    private Text() {}

    /**
     * @param max code points
     * @param mayBeEmpty beside files
     */
    static <T> Optional<Outcome.Refused<T>> refusal(String text, int max, boolean mayBeEmpty) {
        if (text.codePointCount(0, text.length()) > max) {
            return Optional.of(
                    new Outcome.Refused<>(Refusal.TEXT_TOO_LONG, "the text is longer than " + max + " characters"));
        }
        if (!text.codePoints().allMatch(Text::isAllowed)) {
            return Optional.of(new Outcome.Refused<>(Refusal.TEXT_INVALID, Refusal.TEXT_INVALID.detail()));
        }
        return !mayBeEmpty && text.codePoints().allMatch(Text::isSpace)
                ? Optional.of(new Outcome.Refused<>(Refusal.TEXT_EMPTY, Refusal.TEXT_EMPTY.detail()))
                : Optional.empty();
    }

    /**
     * What a room may be about: one line, which may be empty.
     *
     * @param max code points
     */
    static Optional<Outcome.Refused<Room>> topicRefusal(String topic, int max) {
        if (topic.codePointCount(0, topic.length()) > max) {
            return Optional.of(
                    new Outcome.Refused<>(Refusal.TOPIC_TOO_LONG, "the topic is longer than " + max + " characters"));
        }
        return topic.codePoints().allMatch(c -> isAllowed(c) && c != '\n' && c != '\r')
                ? Optional.empty()
                : Optional.of(new Outcome.Refused<>(Refusal.TEXT_INVALID, Refusal.TEXT_INVALID.detail()));
    }

    /** An emoji may be of several characters, which are joined, or vary it. */
    static boolean isEmoji(String text) {
        return text.length() <= MAX_EMOJI
                && text.codePoints().anyMatch(Text::isPicture)
                && text.codePoints().allMatch(c -> isPicture(c) || isPartOfEmoji(c));
    }

    /** Those that this version of Java does not know yet are in the blocks of the others. */
    private static boolean isPicture(int character) {
        return switch (Character.getType(character)) {
            case Character.OTHER_SYMBOL, Character.ENCLOSING_MARK -> true;
            case Character.UNASSIGNED -> character >= FIRST_PICTURE && character <= LAST_PICTURE;
            default -> false;
        };
    }

    /** Joiners, selectors, tags and tones, and what stands in a keycap. */
    private static boolean isPartOfEmoji(int character) {
        return switch (Character.getType(character)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.MODIFIER_SYMBOL -> true;
            default -> character == '#' || character == '*' || (character >= '0' && character <= '9');
        };
    }

    static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (!Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE);
    }
}
