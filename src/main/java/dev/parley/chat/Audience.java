package dev.parley.chat;

/** Port: the connections of one way into the chat. */
@FunctionalInterface
public interface Audience {

    /**
     * Sends a stored message to the connections that it is for: a private message to those of its author and of its
     * recipient ({@link Person#id}), any other to those of everybody who has entered ({@link Visitor}). Called with one
     * message at a time, in the order of their ids, and never before a message is stored. Must not block.
     */
    void deliver(Message message);

    /** Tells a person's connections how far that person has read in one of them. Must not block. */
    default void read(Person person, Conversation conversation, long upTo) {}
}
