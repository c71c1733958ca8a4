package dev.parley.chat;

import java.util.List;

/**
 * Some messages of a conversation that follow each other.
 *
 * @param messages oldest first
 * @param more whether the conversation goes on beyond the page in the direction in which it was asked for
 */
public record Page(List<Message> messages, boolean more) {
    public Page {
        messages = List.copyOf(messages);
    }
}
