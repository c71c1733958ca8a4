package dev.parley.chat;

import java.util.Optional;

/**
 * What a room is called: letters and digits of any script, and {@code - _ .} behind the first, without upper case. So it stands
 * in an address as it is, and is never the name of a private conversation.
 */
public record RoomName(String text) {
    /** UTF-16. */
    public static final int MAX_CHARACTERS = 64;

    /** Where everybody is. */
    public static final RoomName LOBBY = new RoomName("lobby");

    /** @throws IllegalArgumentException for a text that is no name; {@link #parse} is for texts from outside */
    public RoomName {
        if (!isRoomName(text)) {
            throw new IllegalArgumentException("not the name of a room: " + text);
        }
    }

    /** The name that somebody typed, or nothing if it is not one. */
    public static Optional<RoomName> parse(String typed) {
        return Name.parse(typed).map(Name::key).filter(RoomName::isRoomName).map(RoomName::new);
    }

    public boolean isLobby() {
        return equals(LOBBY);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isRoomName(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_CHARACTERS
                && Character.isLetterOrDigit(text.codePointAt(0))
                && text.codePoints().allMatch(RoomName::isAllowed);
    }

    private static boolean isAllowed(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLetterOrDigit(character) || "-_.".indexOf(character) >= 0;
        };
    }
}
