package dev.parley.chat;

/**
 * That a message is stored.
 *
 * @param message as it was stored the first time
 * @param first whether this stored it; false for one that its author sent again, which everybody has got before
 */
public record Receipt(Message message, boolean first) {}
