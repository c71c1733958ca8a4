package dev.parley.chat;

import java.util.Optional;

/** A conversation as one of its people sees it. */
public sealed interface Conversation {

    /** Everybody's who is in a room. */
    record Room(RoomName name) implements Conversation {
        @Override
        public String text() {
            return name.text();
        }

        @Override
        public String key() {
            return name.text();
        }
    }

    /** The private messages with everybody who has or had a name. */
    record Direct(Name with) implements Conversation {
        @Override
        public String text() {
            return DIRECT + with.text();
        }

        @Override
        public String key() {
            return DIRECT + with.key();
        }
    }

    /** What the text of a private conversation begins with; no room's name does. */
    String DIRECT = "@";

    /** What it is called in the protocol: the name of a room, or {@code @} and a person's name. */
    String text();

    /** Equal for two texts of the same conversation. */
    String key();

    /** The conversation that is called so, if there can be one. */
    static Optional<Conversation> parse(String text) {
        if (text.startsWith(DIRECT)) {
            return Name.parse(text.substring(DIRECT.length())).map(Direct::new);
        }
        return RoomName.parse(text).map(Room::new);
    }
}
