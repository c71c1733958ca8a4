package dev.parley.chat;

/** What a room is called. There is one so far. */
public record RoomName(String text) {
    /** Where everybody is. */
    public static final RoomName LOBBY = new RoomName("lobby");

    public RoomName {
        if (text.isEmpty() || text.length() > 64) {
            throw new IllegalArgumentException("not the name of a room: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
