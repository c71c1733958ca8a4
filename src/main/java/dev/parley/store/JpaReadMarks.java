package dev.parley.store;

import dev.parley.chat.Conversation;
import dev.parley.chat.Cursor;
import dev.parley.chat.Message;
import dev.parley.chat.MessageKind;
import dev.parley.chat.PersonId;
import dev.parley.chat.ReadMarks;
import dev.parley.chat.RoomName;
import dev.parley.chat.Standing;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Every query has an index of its own; counting ends at {@link #MAX_UNREAD}. */
final class JpaReadMarks implements ReadMarks {
    private final Access access;

    JpaReadMarks(Access access) {
        this.access = access;
    }

    @Override
    public void write(Map<Mark, Long> upTo) {
        if (upTo.isEmpty()) {
            return;
        }
        Map<Mark, Long> inOneOrder = new TreeMap<>(
                Comparator.comparingLong((Mark mark) -> mark.person().value())
                        .thenComparing(Mark::conversation)); // two servers that lock the same rows do not wait for each
        // other in a ring
        inOneOrder.putAll(upTo);
        access.transact(entities -> {
            inOneOrder.forEach((mark, id) -> write(entities, mark, id));
            return upTo.size();
        });
    }

    private static void write(EntityManager entities, Mark mark, long id) {
        int moved = entities.createQuery("update ReadMarkRow r set r.readId = :id"
                        + " where r.personId = :person and r.conversation = :conversation and r.readId < :id")
                .setParameter("id", id)
                .setParameter("person", mark.person().value())
                .setParameter("conversation", mark.conversation())
                .executeUpdate();
        if (moved == 0 && entities.find(ReadMarkRow.class, new ReadMarkRow.Key(mark)) == null) {
            entities.persist(new ReadMarkRow(mark, id));
        }
    }

    @Override
    public List<Standing> of(PersonId person, int max) {
        return access.transact(entities -> {
            Map<String, Long> marks = new HashMap<>();
            entities.createQuery("select r from ReadMarkRow r where r.personId = :me", ReadMarkRow.class)
                    .setParameter("me", person.value())
                    .getResultList()
                    .forEach(row -> marks.put(row.conversation(), row.readId()));
            List<Standing> all = new ArrayList<>();
            all.add(room(entities, person, RoomName.LOBBY, marks));
            for (RoomName room : rooms(entities, person)) {
                all.add(room(entities, person, room, marks));
            }
            for (Message newest : newestPrivate(entities, person, max)) {
                all.add(direct(entities, person, newest, marks));
            }
            return all;
        });
    }

    private static List<RoomName> rooms(EntityManager entities, PersonId me) {
        return entities.createQuery(
                        "select m.room from RoomMemberRow m where m.personId = :me order by m.room", String.class)
                .setParameter("me", me.value())
                .getResultStream()
                .map(RoomName::new)
                .toList();
    }

    private static Standing room(EntityManager entities, PersonId me, RoomName name, Map<String, Long> marks) {
        Conversation room = new Conversation.Room(name);
        List<MessageRow> newest = JpaMessageLog.BY_ROOM.rows(entities, List.of(name.text()), new Cursor.Newest(), 0);
        long last = newest.isEmpty() ? 0 : newest.get(0).id();
        Long read = marks.get(room.key());
        if (read == null) {
            entities.persist(new ReadMarkRow(new Mark(me, room.key()), last));
            return new Standing(room, last, last, 0);
        }
        TypedQuery<Long> unread = entities.createQuery(
                        "select m.id from MessageRow m where m.room = :room and m.id > :read and m.kind = :said"
                                + " and m.authorId <> :me and m.text <> ''",
                        Long.class)
                .setParameter("room", name.text())
                .setParameter("said", MessageKind.SAY);
        return new Standing(room, last, read, count(unread, me, read));
    }

    /** The newest message of each private conversation. */
    private static List<Message> newestPrivate(EntityManager entities, PersonId me, int max) {
        Map<String, Long> newest = new HashMap<>();
        for (String each : List.of(
                "select m.recipientKey, max(m.id) from MessageRow m"
                        + " where m.authorId = :me and m.recipientKey is not null group by m.recipientKey",
                "select m.authorKey, max(m.id) from MessageRow m where m.recipientId = :me group by m.authorKey")) {
            entities.createQuery(each, Object[].class)
                    .setParameter("me", me.value())
                    .getResultList()
                    .forEach(row -> newest.merge((String) row[0], (Long) row[1], Math::max));
        }
        List<Long> ids = newest.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(max)
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        return entities.createQuery(
                        "select m from MessageRow m where m.id in :ids order by m.id desc", MessageRow.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(MessageRow::toMessage)
                .toList();
    }

    private static Standing direct(EntityManager entities, PersonId me, Message newest, Map<String, Long> marks) {
        Conversation.Direct conversation = new Conversation.Direct(
                newest.author().id().equals(me)
                        ? Objects.requireNonNull(newest.recipient()).name()
                        : newest.author().name());
        long read = marks.getOrDefault(conversation.key(), 0L);
        if (read >= newest.id()) {
            return new Standing(conversation, newest.id(), read, 0);
        }
        TypedQuery<Long> unread = entities.createQuery(
                        "select m.id from MessageRow m where m.recipientId = :me and m.authorKey = :other"
                                + " and m.id > :read and m.authorId <> :me and m.kind = :said and m.text <> ''",
                        Long.class)
                .setParameter("other", conversation.with().key())
                .setParameter("said", MessageKind.WHISPER);
        return new Standing(conversation, newest.id(), read, count(unread, me, read));
    }

    private static int count(TypedQuery<Long> ids, PersonId me, long read) {
        return ids.setParameter("me", me.value())
                .setParameter("read", read)
                .setMaxResults(MAX_UNREAD)
                .getResultList()
                .size();
    }
}
