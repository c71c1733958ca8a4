package dev.parley.chat;

/** What the chat keeps things in. */
public record Storage(
        MessageLog log,
        PersonDirectory directory,
        Tokens tokens,
        ReadMarks marks,
        RoomDirectory rooms,
        MessageIndex index,
        FileStore files) {}
