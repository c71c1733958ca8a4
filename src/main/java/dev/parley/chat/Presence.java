package dev.parley.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A name that somebody has now: reserved until its owner's coming is stored, and then with the owner's connections. */
final class Presence {
    private final Wish wish;
    private final Set<Visitor> visitors = new LinkedHashSet<>(2);
    private final List<Runnable> waiting = new ArrayList<>(0);
    private final Map<RoomName, Room> rooms = new LinkedHashMap<>(2);
    private final Tempo tempo = new Tempo();
    private @Nullable Person person;
    private boolean here;
    private boolean kept;
    private boolean away;

    /** @param wish of the first to come */
    Presence(Wish wish) {
        this.wish = wish;
    }

    Name name() {
        return wish.name();
    }

    /** Whether the same person wants this, as far as is known yet. */
    boolean isOf(Wish other) {
        return switch (wish.kind()) {
            case PASSING -> false;
            case ACCOUNT -> other.kind() == Wish.Kind.ACCOUNT;
            case GUEST ->
                other.shown().isPresent()
                        && other.shown().equals(person == null ? wish.shown() : Optional.of(person.id()));
        };
    }

    /** @return whether this is the first time for a guest: from now on the name has to be kept */
    boolean keep() {
        boolean first = wish.kind() == Wish.Kind.GUEST && !kept;
        kept = true;
        return first;
    }

    /** Whether the name is a guest's who has got a token. */
    boolean isKept() {
        return kept;
    }

    boolean isGuest() {
        return wish.kind() == Wish.Kind.GUEST;
    }

    /** Whether its owner's coming is stored. */
    boolean isHere() {
        return here;
    }

    Person person() {
        return Objects.requireNonNull(person, "not known yet");
    }

    /** @param memberships of this person in rooms beside the lobby */
    void identify(Person owner, Set<Room> memberships) {
        person = owner;
        memberships.forEach(room -> rooms.put(room.name(), room));
        kept = wish.shown().filter(owner.id()::equals).isPresent();
    }

    boolean isIdentified() {
        return person != null;
    }

    void come() {
        here = true;
    }

    /** How fast its owner speaks. */
    Tempo tempo() {
        return tempo;
    }

    void add(Visitor visitor) {
        visitors.add(visitor);
    }

    void remove(Visitor visitor) {
        visitors.remove(visitor);
    }

    /** The rooms beside the lobby of which this person is a member. */
    List<Room> rooms() {
        return List.copyOf(rooms.values());
    }

    /** Whether this person is in a room; everybody is in the lobby. */
    boolean isIn(RoomName room) {
        return room.isLobby() || rooms.containsKey(room);
    }

    void enter(Room room) {
        if (rooms.put(room.name(), room) == null) {
            visitors.forEach(visitor -> visitor.place().joined(room.name()));
        }
    }

    void leave(RoomName room) {
        if (rooms.remove(room) != null) {
            visitors.forEach(visitor -> visitor.place().left(room));
        }
    }

    /** Something is new about a room, which may be one of this person's. */
    void update(Room room) {
        rooms.replace(room.name(), room);
    }

    /** @return whether its owner has gone away or come back since the last call */
    boolean awayHasChanged() {
        boolean before = away;
        away = !visitors.isEmpty() && visitors.stream().allMatch(Visitor::isAway);
        return away != before;
    }

    Here asHere() {
        return new Here(name(), away);
    }

    boolean isDeserted() {
        return visitors.isEmpty();
    }

    /** Lets other connections of the same person wait until it is clear whether that person comes. */
    void whenSettled(Runnable retry) {
        waiting.add(retry);
    }

    /** The person is here, or the name is free again. */
    void settle() {
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
    }
}
