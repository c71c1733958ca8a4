package dev.parley.chat;

/**
 * Somebody who is here.
 *
 * @param away whether nobody sits at any of the connections, as far as these tell
 */
public record Here(Name name, boolean away) {}
