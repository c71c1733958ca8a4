package dev.parley.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been done to a message since it was said.
 *
 * @param edits how often it was edited
 * @param edited when that was the last time; null if never
 * @param deleted then its text is empty, and there are no reactions
 * @param reactions in the order in which each emoji came first
 */
public record Changes(int edits, @Nullable Instant edited, boolean deleted, List<Reaction> reactions) {
    public static final Changes NONE = new Changes(0, null, false, List.of());

    public Changes {
        reactions = List.copyOf(reactions);
    }

    /** The same with another number of edits. */
    public Changes withEdits(int count) {
        return new Changes(count, edited, deleted, reactions);
    }

    Changes edited(Instant at) {
        return new Changes(edits + 1, at, deleted, reactions);
    }

    Changes erased() {
        return new Changes(edits, edited, true, List.of());
    }

    Changes with(String emoji, Name by) {
        List<Reaction> all = new ArrayList<>(reactions);
        for (int i = 0; i < all.size(); i++) {
            Reaction reaction = all.get(i);
            if (reaction.emoji().equals(emoji)) {
                all.set(i, reaction.with(by));
                return new Changes(edits, edited, deleted, all);
            }
        }
        all.add(new Reaction(emoji, List.of(by)));
        return new Changes(edits, edited, deleted, all);
    }

    Changes without(String emoji, Name by) {
        List<Reaction> all = reactions.stream()
                .map(reaction -> reaction.emoji().equals(emoji) ? reaction.without(by) : reaction)
                .filter(reaction -> !reaction.by().isEmpty())
                .toList();
        return new Changes(edits, edited, deleted, all);
    }

    /** How many emoji there are, one counted for each person. */
    int reactionCount() {
        return reactions.stream().mapToInt(reaction -> reaction.by().size()).sum();
    }
}
