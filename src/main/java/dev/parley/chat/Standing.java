package dev.parley.chat;

/**
 * Where a person is in a conversation.
 *
 * @param last the id of its newest message; 0 if there is none
 * @param read the id up to which the person has read it; 0 for nothing
 * @param unread how many messages of others came after that, counted up to {@link ReadMarks#MAX_UNREAD}
 */
public record Standing(Conversation conversation, long last, long read, int unread) {}
