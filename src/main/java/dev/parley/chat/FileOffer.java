package dev.parley.chat;

import dev.parley.settings.ChatSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that somebody is about to send.
 *
 * @param type a media type; empty if the client knows none
 * @param size in bytes, one at least
 * @param picture as of {@link SharedFile}
 */
public record FileOffer(String name, String type, long size, SharedFile.Picture picture) {
    /** Characters (code points) of a name. */
    public static final int MAX_NAME = 255;

    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}");

    public FileOffer {
        type = type.isEmpty() ? UNKNOWN_TYPE : type.toLowerCase(Locale.ROOT);
    }

    /** Why it may not be shared, but for what depends on other files. */
    Optional<Refusal> refusal(ChatSettings.Files limits) {
        if (!isName(name)) {
            return Optional.of(Refusal.FILE_NAME_INVALID);
        }
        if (limits.maxBytes() == 0 || size > limits.maxBytes()) {
            return Optional.of(Refusal.FILE_TOO_LARGE);
        }
        boolean isAllowed =
                TYPE.matcher(type).matches() && limits.types().stream().anyMatch(this::isOf);
        return isAllowed ? Optional.empty() : Optional.of(Refusal.FILE_TYPE);
    }

    private boolean isOf(String allowed) {
        return allowed.equals("*/*")
                || allowed.equals(type)
                || (allowed.endsWith("/*") && type.startsWith(allowed.substring(0, allowed.length() - 1)));
    }

    /** Nothing that leads to another place, and nothing that makes it look like another name. */
    private static boolean isName(String name) {
        return name.codePointCount(0, name.length()) <= MAX_NAME
                && !name.isBlank()
                && !name.equals(".")
                && !name.equals("..")
                && name.codePoints().allMatch(FileOffer::isOfName);
    }

    private static boolean isOfName(int character) {
        return character != '/'
                && character != '\\'
                && !isDirection(character)
                && switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    /** What turns the text around, by which {@code gpj.exe} could be read backwards (Unicode Standard Annex 9, section 2). */
    private static boolean isDirection(int character) {
        return (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069)
                || character == 0x200E
                || character == 0x200F
                || character == 0x061C;
    }
}
