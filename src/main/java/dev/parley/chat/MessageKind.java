package dev.parley.chat;

import java.util.EnumSet;
import java.util.Set;

/** What a message says. */
public enum MessageKind {
    /** Its author has come. */
    JOIN,
    /** Something to everybody in the room. */
    SAY,
    /** Something to one person. */
    WHISPER,
    /** Its author has gone. */
    LEAVE,
    /** Its author has put another text in the place of what the author said. */
    EDIT,
    /** Its author has taken back what the author said. */
    DELETE,
    /** Its author has put an emoji to what somebody said. */
    REACT,
    /** Its author has taken an emoji back. */
    UNREACT;

    /** Those that change a message before them. */
    public static final Set<MessageKind> CHANGES = Set.copyOf(EnumSet.of(EDIT, DELETE, REACT, UNREACT));

    public boolean isChange() {
        return CHANGES.contains(this);
    }

    /** Whether somebody has said something, which can be answered, changed and looked for. */
    public boolean isSaid() {
        return this == SAY || this == WHISPER;
    }
}
