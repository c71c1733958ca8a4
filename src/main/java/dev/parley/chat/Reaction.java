package dev.parley.chat;

import java.util.List;
import java.util.stream.Stream;

/**
 * An emoji that people have put to a message.
 *
 * @param by in the order in which they did, with the names of that time
 */
public record Reaction(String emoji, List<Name> by) {
    public Reaction {
        by = List.copyOf(by);
    }

    Reaction with(Name name) {
        return by.contains(name)
                ? this
                : new Reaction(
                        emoji, Stream.concat(by.stream(), Stream.of(name)).toList());
    }

    Reaction without(Name name) {
        return new Reaction(emoji, by.stream().filter(one -> !one.equals(name)).toList());
    }
}
