package dev.parley.store;

import dev.parley.chat.Name;
import dev.parley.chat.Outcome;
import dev.parley.chat.PersonId;
import dev.parley.chat.Refusal;
import dev.parley.chat.Room;
import dev.parley.chat.RoomDirectory;
import dev.parley.chat.RoomName;
import dev.parley.settings.ChatSettings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Limits hold with any number of servers: whoever makes a room holds the lobby's lock, whoever becomes a member the person's. */
final class JpaRoomDirectory implements RoomDirectory {
    private final Access access;
    private final ChatSettings.Rooms limits;
    private final InstantSource clock;

    JpaRoomDirectory(Access access, ChatSettings.Rooms limits, InstantSource clock) {
        this.access = access;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Outcome<Room> create(Room room, PersonId founder) {
        return access.transact(entities -> {
            entities.find(RoomRow.class, RoomName.LOBBY.text(), LockModeType.PESSIMISTIC_WRITE);
            if (entities.find(RoomRow.class, room.name().text()) != null) {
                return Outcome.refused(Refusal.ROOM_TAKEN);
            }
            long all = entities.createQuery("select count(r) from RoomRow r where r.name <> :lobby", Long.class)
                    .setParameter("lobby", RoomName.LOBBY.text())
                    .getSingleResult();
            if (all >= limits.max()) {
                return Outcome.refused(Refusal.ROOMS_FULL);
            }
            if (isMemberOfTooMany(entities, founder)) {
                return Outcome.refused(Refusal.TOO_MANY_ROOMS);
            }
            entities.persist(new RoomRow(room, founder, clock.instant()));
            entities.persist(new RoomMemberRow(room.name(), founder, clock.instant()));
            return new Outcome.Done<>(room);
        });
    }

    /** From here on nobody else makes this person a member of anything until the transaction ends. */
    private boolean isMemberOfTooMany(EntityManager entities, PersonId person) {
        entities.find(PersonRow.class, person.value(), LockModeType.PESSIMISTIC_WRITE);
        long rooms = entities.createQuery("select count(m) from RoomMemberRow m where m.personId = :person", Long.class)
                .setParameter("person", person.value())
                .getSingleResult();
        return rooms >= limits.maxPerPerson();
    }

    @Override
    public Outcome<Membership> join(RoomName room, PersonId person) {
        return access.transact(entities -> {
            Optional<Room> found =
                    find(entities, room).filter(one -> !one.isPrivate() || isMember(entities, room, person));
            return found.map(one -> add(entities, one, person)).orElseGet(() -> Outcome.refused(Refusal.UNKNOWN_ROOM));
        });
    }

    @Override
    public Outcome<Membership> invite(RoomName room, PersonId person) {
        return access.transact(entities -> find(entities, room)
                .map(one -> add(entities, one, person))
                .orElseGet(() -> Outcome.refused(Refusal.UNKNOWN_ROOM)));
    }

    private Outcome<Membership> add(EntityManager entities, Room room, PersonId person) {
        boolean tooMany = isMemberOfTooMany(entities, person);
        if (isMember(entities, room.name(), person)) {
            return new Outcome.Done<>(new Membership(room, false));
        }
        if (tooMany) {
            return Outcome.refused(Refusal.TOO_MANY_ROOMS);
        }
        entities.persist(new RoomMemberRow(room.name(), person, clock.instant()));
        return new Outcome.Done<>(new Membership(room, true));
    }

    @Override
    public void leave(RoomName room, PersonId person) {
        access.transact(entities -> entities.createQuery(
                        "delete from RoomMemberRow m where m.room = :room and m.personId = :person")
                .setParameter("room", room.text())
                .setParameter("person", person.value())
                .executeUpdate());
    }

    @Override
    public void forget(PersonId person) {
        access.transact(entities -> entities.createQuery("delete from RoomMemberRow m where m.personId = :person")
                .setParameter("person", person.value())
                .executeUpdate());
    }

    @Override
    public Optional<Room> topic(RoomName room, String topic) {
        return access.transact(entities -> {
            Optional<RoomRow> row = row(entities, room);
            row.ifPresent(one -> one.setTopic(topic));
            return row.map(RoomRow::toRoom);
        });
    }

    @Override
    public Optional<Room> publicRoom(RoomName room) {
        return access.transact(entities -> find(entities, room).filter(one -> !one.isPrivate()));
    }

    @Override
    public Optional<Room> readable(RoomName room, PersonId person) {
        return access.transact(
                entities -> find(entities, room).filter(one -> !one.isPrivate() || isMember(entities, room, person)));
    }

    @Override
    public Set<RoomName> readable(PersonId person) {
        return access.transact(entities -> {
            Set<RoomName> rooms = entities.createQuery(
                            "select r.name from RoomRow r where r.closed = false", String.class)
                    .getResultStream()
                    .map(RoomName::new)
                    .collect(Collectors.toCollection(HashSet::new));
            own(entities, person).forEach(room -> rooms.add(room.name()));
            rooms.remove(RoomName.LOBBY);
            return rooms;
        });
    }

    @Override
    public List<Listed> visible(PersonId person) {
        return access.transact(entities -> {
            Set<RoomName> own = own(entities, person).stream().map(Room::name).collect(Collectors.toSet());
            Map<String, Long> members = new HashMap<>();
            entities.createQuery("select m.room, count(m) from RoomMemberRow m group by m.room", Object[].class)
                    .getResultList()
                    .forEach(row -> members.put((String) row[0], (Long) row[1]));
            return entities.createQuery("select r from RoomRow r where r.name <> :lobby order by r.name", RoomRow.class)
                    .setParameter("lobby", RoomName.LOBBY.text())
                    .getResultStream()
                    .map(RoomRow::toRoom)
                    .filter(room -> !room.isPrivate() || own.contains(room.name()))
                    .map(room -> new Listed(
                            room,
                            own.contains(room.name()),
                            members.getOrDefault(room.name().text(), 0L).intValue()))
                    .toList();
        });
    }

    @Override
    public Set<Room> of(PersonId person) {
        return access.transact(entities -> Set.copyOf(own(entities, person)));
    }

    /** By the names that are kept for them: whose name is kept no more cannot come. */
    @Override
    public List<Name> members(RoomName room, int max) {
        return access.transact(entities -> entities.createQuery(
                        "select k.name from RoomMemberRow m, KeptName k where m.room = :room and k.personId = m.personId"
                                + " order by m.since, m.personId",
                        String.class)
                .setParameter("room", room.text())
                .setMaxResults(max)
                .getResultStream()
                .map(Name::new)
                .toList());
    }

    private static List<Room> own(EntityManager entities, PersonId person) {
        return entities.createQuery(
                        "select r from RoomRow r, RoomMemberRow m where m.personId = :person and r.name = m.room"
                                + " order by r.name",
                        RoomRow.class)
                .setParameter("person", person.value())
                .getResultStream()
                .map(RoomRow::toRoom)
                .toList();
    }

    private static Optional<Room> find(EntityManager entities, RoomName room) {
        return row(entities, room).map(RoomRow::toRoom);
    }

    private static Optional<RoomRow> row(EntityManager entities, RoomName room) {
        return room.isLobby() ? Optional.empty() : Optional.ofNullable(entities.find(RoomRow.class, room.text()));
    }

    private static boolean isMember(EntityManager entities, RoomName room, PersonId person) {
        return entities.find(RoomMemberRow.class, new RoomMemberRow.Key(room, person)) != null;
    }
}
