package dev.parley.chat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Port: keeps which rooms there are beside the lobby, and who is a member of which. Its methods block: for threads that may
 * wait for the database. Each throws {@link LogUnavailableException} if it cannot be done now.
 */
public interface RoomDirectory {
    /** A room as somebody sees it who chooses one. */
    record Listed(Room room, boolean member, int members) {}

    /** @param isNew whether it was not there before */
    record Membership(Room room, boolean isNew) {}

    /** Makes a room with one member. */
    Outcome<Room> create(Room room, PersonId founder);

    /** Makes somebody a member of a public room. */
    Outcome<Membership> join(RoomName room, PersonId person);

    /** Makes somebody a member of any room. */
    Outcome<Membership> invite(RoomName room, PersonId person);

    void leave(RoomName room, PersonId person);

    /** Somebody is a member of nothing any more. */
    void forget(PersonId person);

    /** @return the room as it is now; nothing if there is none */
    Optional<Room> topic(RoomName room, String topic);

    /** A room that everybody may read. */
    Optional<Room> publicRoom(RoomName room);

    /** A room that this person may read: a public one, or one of those that the person is a member of. */
    Optional<Room> readable(RoomName room, PersonId person);

    /** The rooms beside the lobby that this person may read: public ones, and those of which the person is a member. */
    Set<RoomName> readable(PersonId person);

    /** Public rooms, and private ones of which this person is a member, by name. */
    List<Listed> visible(PersonId person);

    /** The rooms of which this person is a member. */
    Set<Room> of(PersonId person);

    /** Those who can still come, in the order in which they joined; so many at most. */
    List<Name> members(RoomName room, int max);
}
