package dev.parley.chat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say.
 *
 * @param uuid as of {@link Draft}: if this person has said something with it before, that is the answer, and nothing is said
 * @param answered the id of a message of the same conversation that this answers, or null
 * @param files ids of what this person has sent before ({@link Files}), in the order in which they are shown
 */
public record Saying(
        String text, @Nullable UUID uuid, @Nullable Long answered, List<Long> files) {

    public Saying {
        files = List.copyOf(files);
    }

    /** That can be neither sent again nor an answer, and has no files. */
    static Saying of(String text) {
        return new Saying(text, null, null, List.of());
    }
}
