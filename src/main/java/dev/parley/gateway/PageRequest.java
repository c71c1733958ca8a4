package dev.parley.gateway;

import dev.parley.chat.Chat;
import dev.parley.chat.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a conversation somebody asks for.
 *
 * @param limit from 1 to {@link Chat#MAX_PAGE}
 */
record PageRequest(Cursor cursor, int limit) {
    /** Numbers that JavaScript has exactly end here. */
    static final long MAX_ID = (1L << 53) - 1;

    static final String ALLOWED_IDS = "a whole number from 0 to " + MAX_ID;
    static final String ALLOWED_LIMITS = "a whole number from 1 to " + Chat.MAX_PAGE;

    /**
     * Checks what was asked for; null is what was not given.
     *
     * @throws IllegalArgumentException says what is allowed
     */
    static PageRequest of(@Nullable Long before, @Nullable Long after, @Nullable Long limit) {
        if (before != null && after != null) {
            throw new IllegalArgumentException("one of before and after is allowed, not both");
        }
        long messages = limit == null ? Chat.USUAL_PAGE : limit;
        if (messages < 1 || messages > Chat.MAX_PAGE) {
            throw new IllegalArgumentException("limit must be " + ALLOWED_LIMITS);
        }
        return new PageRequest(cursor(before, after), (int) messages);
    }

    private static Cursor cursor(@Nullable Long before, @Nullable Long after) {
        if (before != null) {
            return new Cursor.Before(id("before", before));
        }
        return after == null ? new Cursor.Newest() : new Cursor.After(id("after", after));
    }

    static long id(String name, long id) {
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException(name + " must be " + ALLOWED_IDS);
        }
        return id;
    }
}
