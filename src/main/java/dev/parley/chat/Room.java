package dev.parley.chat;

/**
 * A room beside the lobby.
 *
 * @param topic empty if there is none
 * @param isPrivate whether only those see it whom a member has invited
 */
public record Room(RoomName name, String topic, boolean isPrivate) {}
