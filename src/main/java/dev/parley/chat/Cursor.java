package dev.parley.chat;

/** Where a page of a conversation is. */
public sealed interface Cursor {
    /** The page with the newest message; more is what is older. */
    record Newest() implements Cursor {}

    /** The page that ends right before this id; more is what is older. */
    record Before(long id) implements Cursor {}

    /** The page that begins right after this id; more is what is newer. */
    record After(long id) implements Cursor {}
}
