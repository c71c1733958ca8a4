package dev.parley.chat;

/** Port: the connections of one way into the chat. */
@FunctionalInterface
public interface Audience {

    /**
     * Sends a stored message to the connections that it is for: a private message to those of its author and of its
     * recipient ({@link Person#id}), one in the lobby to those of everybody who has entered, and one in another room to
     * those of its members ({@link Visitor.Place}). Called with one
     * message at a time, in the order of their ids, and never before a message is stored. Must not block.
     */
    void deliver(Message message);

    /** Tells a person's connections how far that person has read in one of them. Must not block. */
    default void read(Person person, Conversation conversation, long upTo) {}

    /**
     * Tells a person's connections that it has become a member of a room, or is one no more. Called before the message about
     * it is delivered. Must not block.
     */
    default void membership(Person person, Room room, boolean member) {}

    /** Tells everybody that somebody is away, or back. Must not block. */
    default void away(Person person, boolean away) {}

    /** Tells those in a room that somebody is writing there. May be lost. Must not block. */
    default void writing(Person writer, RoomName room) {}

    /** Tells a person's connections that somebody is writing to that person alone. May be lost. Must not block. */
    default void writing(Person writer, Person reader) {}

    /** Tells the connections of a room's members what is new about it. Must not block. */
    default void changed(Room room) {}
}
