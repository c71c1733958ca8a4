package dev.parley.store;

import dev.parley.chat.Cursor;
import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.MessageKind;
import dev.parley.chat.MessageLog;
import dev.parley.chat.Name;
import dev.parley.chat.Page;
import dev.parley.chat.PersonId;
import dev.parley.chat.Receipt;
import dev.parley.chat.RoomName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Pages start at an id, so that each costs the same however long the history is. */
final class JpaMessageLog implements MessageLog {
    private final GroupCommit group;
    private final Access access;

    JpaMessageLog(GroupCommit group, Access access) {
        this.group = group;
        this.access = access;
    }

    @Override
    public CompletionStage<Receipt> append(Draft draft) {
        return group.append(draft);
    }

    @Override
    public Optional<Message> find(PersonId author, UUID uuid) {
        return access.transact(entities -> entities.createQuery(
                        "select m from MessageRow m where m.uuid = :uuid and m.authorId = :author", MessageRow.class)
                .setParameter("uuid", uuid.toString())
                .setParameter("author", author.value())
                .getResultStream()
                .findFirst()
                .map(MessageRow::toMessage));
    }

    @Override
    public Optional<Message> find(long id) {
        return access.transact(entities -> Optional.ofNullable(entities.find(MessageRow.class, id))
                .map(row -> PresentState.of(entities, List.of(row.toMessage())).get(0)));
    }

    @Override
    public Page room(RoomName room, Cursor cursor, int limit) {
        return access.transact(entities -> page(
                entities, rows(entities, "m.room = :room", Map.of("room", room.text()), cursor, limit), cursor, limit));
    }

    /** One query for each way, since a database can use an index for each but hardly for both at once. */
    @Override
    public Page direct(PersonId me, Name other, Cursor cursor, int limit) {
        Map<String, Object> both = Map.of("me", me.value(), "other", other.key());
        return access.transact(entities -> {
            List<MessageRow> sent = rows(entities, "m.authorId = :me and m.recipientKey = :other", both, cursor, limit);
            List<MessageRow> received =
                    rows(entities, "m.recipientId = :me and m.authorKey = :other", both, cursor, limit);
            return page(entities, merge(sent, received, cursor), cursor, limit);
        });
    }

    /** One more than the limit, so that the page knows whether there is more; from the cursor on. */
    private static List<MessageRow> rows(
            EntityManager entities, String which, Map<String, Object> values, Cursor cursor, int limit) {
        String ql = "select m from MessageRow m where " + which;
        if (cursor instanceof Cursor.Before) {
            ql += " and m.id < :id";
        } else if (cursor instanceof Cursor.After) {
            ql += " and m.id > :id";
        }
        if (!isForward(cursor)) {
            ql += " and m.kind not in :changes";
        }
        ql += isForward(cursor) ? " order by m.id" : " order by m.id desc";
        TypedQuery<MessageRow> query = entities.createQuery(ql, MessageRow.class);
        values.forEach(query::setParameter);
        if (cursor instanceof Cursor.Before before) {
            query.setParameter("id", before.id());
        } else if (cursor instanceof Cursor.After after) {
            query.setParameter("id", after.id());
        }
        if (!isForward(cursor)) {
            query.setParameter("changes", MessageKind.CHANGES);
        }
        return query.setMaxResults(limit + 1).getResultList();
    }

    private static boolean isForward(Cursor cursor) {
        return cursor instanceof Cursor.After;
    }

    /** What somebody sent to its own name is in both. */
    private static List<MessageRow> merge(List<MessageRow> sent, List<MessageRow> received, Cursor cursor) {
        Comparator<MessageRow> byId = Comparator.comparingLong(MessageRow::id);
        return Stream.concat(sent.stream(), received.stream())
                .distinct()
                .sorted(isForward(cursor) ? byId : byId.reversed())
                .toList();
    }

    private static Page page(EntityManager entities, List<MessageRow> fromCursor, Cursor cursor, int limit) {
        List<Message> messages = new ArrayList<>(
                fromCursor.stream().limit(limit).map(MessageRow::toMessage).toList());
        if (!isForward(cursor)) {
            Collections.reverse(messages);
        }
        return new Page(PresentState.of(entities, messages), fromCursor.size() > limit);
    }
}
