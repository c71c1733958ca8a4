package dev.parley.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for: messages of which everything holds that is asked for.
 *
 * @param text its words must all occur, each at least as the beginning of one; empty for any text
 * @param author whose name at that time is compared by {@link Name#key}; null for anybody
 * @param place null for everywhere
 * @param from the first moment; null for the beginning
 * @param to the moment before which it must be; null for now
 * @param before only messages with a lower id, so that a page follows another
 * @param limit from 1 to {@link Search#MAX_PAGE}
 */
public record SearchQuery(
        String text,
        @Nullable Name author,
        @Nullable Conversation place,
        @Nullable Instant from,
        @Nullable Instant to,
        long before,
        int limit) {

    /** Whether it asks for something beside words. */
    boolean isNarrowed() {
        return author != null || place != null || from != null || to != null;
    }
}
