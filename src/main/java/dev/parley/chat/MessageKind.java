package dev.parley.chat;

/** What a message says. */
public enum MessageKind {
    /** Its author has come. */
    JOIN,
    /** Something to everybody in the room. */
    SAY,
    /** Something to one person. */
    WHISPER,
    /** Its author has gone. */
    LEAVE
}
