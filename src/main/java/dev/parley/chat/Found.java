package dev.parley.chat;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a search has found.
 *
 * @param messages newest first
 * @param next if there may be more: the {@link SearchQuery#before} with which to look on. A search that has looked at as many
 *     messages as it may has one, however few it has found
 */
public record Found(List<Message> messages, OptionalLong next) {
    public Found {
        messages = List.copyOf(messages);
    }
}
