package dev.parley.chat;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rooms of which a test says how many there may be. */
public final class MemoryRooms implements RoomDirectory {
    private final Map<RoomName, Room> rooms = new LinkedHashMap<>();
    private final Map<RoomName, Set<PersonId>> members = new LinkedHashMap<>();
    private final Function<PersonId, Optional<Name>> names;

    private int maxPerPerson = Integer.MAX_VALUE;

    /** @param names that are kept */
    MemoryRooms(Function<PersonId, Optional<Name>> names) {
        this.names = names;
    }

    public void limit(int perPerson) {
        maxPerPerson = perPerson;
    }

    @Override
    public Outcome<Room> create(Room room, PersonId founder) {
        if (rooms.containsKey(room.name()) || room.name().isLobby()) {
            return Outcome.refused(Refusal.ROOM_TAKEN);
        }
        if (of(founder).size() >= maxPerPerson) {
            return Outcome.refused(Refusal.TOO_MANY_ROOMS);
        }
        rooms.put(room.name(), room);
        membersOf(room.name()).add(founder);
        return new Outcome.Done<>(room);
    }

    @Override
    public Outcome<Membership> join(RoomName room, PersonId person) {
        return readable(room, person).isPresent() ? invite(room, person) : Outcome.refused(Refusal.UNKNOWN_ROOM);
    }

    @Override
    public Outcome<Membership> invite(RoomName name, PersonId person) {
        Room room = rooms.get(name);
        if (room == null) {
            return Outcome.refused(Refusal.UNKNOWN_ROOM);
        }
        if (!isMember(name, person) && of(person).size() >= maxPerPerson) {
            return Outcome.refused(Refusal.TOO_MANY_ROOMS);
        }
        return new Outcome.Done<>(new Membership(room, membersOf(name).add(person)));
    }

    @Override
    public void leave(RoomName room, PersonId person) {
        membersOf(room).remove(person);
    }

    @Override
    public void forget(PersonId person) {
        members.values().forEach(all -> all.remove(person));
    }

    @Override
    public Optional<Room> topic(RoomName room, String topic) {
        return Optional.ofNullable(rooms.computeIfPresent(room, (name, old) -> new Room(name, topic, old.isPrivate())));
    }

    @Override
    public Optional<Room> publicRoom(RoomName room) {
        return Optional.ofNullable(rooms.get(room)).filter(one -> !one.isPrivate());
    }

    @Override
    public Optional<Room> readable(RoomName room, PersonId person) {
        return Optional.ofNullable(rooms.get(room)).filter(one -> !one.isPrivate() || isMember(room, person));
    }

    @Override
    public Set<RoomName> readable(PersonId person) {
        return rooms.keySet().stream()
                .filter(room -> readable(room, person).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public List<Listed> visible(PersonId person) {
        return rooms.values().stream()
                .filter(room -> readable(room.name(), person).isPresent())
                .sorted(Comparator.comparing(room -> room.name().text()))
                .map(room -> new Listed(
                        room,
                        isMember(room.name(), person),
                        membersOf(room.name()).size()))
                .toList();
    }

    @Override
    public Set<Room> of(PersonId person) {
        return rooms.values().stream()
                .filter(room -> isMember(room.name(), person))
                .collect(Collectors.toSet());
    }

    @Override
    public List<Name> members(RoomName room, int max) {
        return membersOf(room).stream()
                .flatMap(id -> names.apply(id).stream())
                .limit(max)
                .toList();
    }

    private Set<PersonId> membersOf(RoomName room) {
        return members.computeIfAbsent(room, name -> new LinkedHashSet<>());
    }

    private boolean isMember(RoomName room, PersonId person) {
        return membersOf(room).contains(person);
    }
}
