package dev.parley.chat;

import java.util.Optional;

/** What may be said: text of any script with tabs and line breaks, but no other control characters. */
final class Text {
    private Text() {}

    /** @param max code points */
    static Optional<Outcome.Refused<Message>> refusal(String text, int max) {
        if (text.codePointCount(0, text.length()) > max) {
            return Optional.of(
                    new Outcome.Refused<>(Refusal.TEXT_TOO_LONG, "the text is longer than " + max + " characters"));
        }
        if (!text.codePoints().allMatch(Text::isAllowed)) {
            return Optional.of(new Outcome.Refused<>(Refusal.TEXT_INVALID, Refusal.TEXT_INVALID.detail()));
        }
        return text.codePoints().allMatch(Text::isSpace)
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
