package dev.parley.store;

import dev.parley.chat.Cursor;
import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.MessageLog;
import dev.parley.chat.Name;
import dev.parley.chat.Page;
import dev.parley.chat.PersonId;
import dev.parley.chat.Receipt;
import dev.parley.chat.RoomName;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Pages start at an id, so that each costs the same however long the history is. */
final class JpaMessageLog implements MessageLog {
    static final MessagesBy BY_ROOM = new MessagesBy("room");
    static final MessagesBy BY_NAME = new MessagesBy("authorKey");
    private static final MessagesBy BY_AUTHOR = new MessagesBy("authorId", "recipientKey");
    private static final MessagesBy BY_RECIPIENT = new MessagesBy("recipientId", "authorKey");

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
                .map(row -> MessageFiles.of(entities, List.of(row.toMessage())).get(0)));
    }

    @Override
    public Optional<Message> find(long id) {
        return access.transact(entities -> Optional.ofNullable(entities.find(MessageRow.class, id))
                .map(row -> PresentState.of(entities, List.of(row.toMessage())).get(0)));
    }

    @Override
    public Page room(RoomName room, Cursor cursor, int limit) {
        return access.transact(entities ->
                page(entities, BY_ROOM.shown(entities, List.of(room.text()), cursor, limit), cursor, limit));
    }

    @Override
    public Page direct(PersonId me, Name other, Cursor cursor, int limit) {
        return access.transact(entities -> page(entities, direct(entities, me, other, cursor, limit), cursor, limit));
    }

    /**
     * From the cursor on, one more than the limit at least if there are so many. One query for each way, since a database can use
     * an index for each but hardly for both at once.
     */
    static List<MessageRow> direct(EntityManager entities, PersonId me, Name other, Cursor cursor, int limit) {
        List<Object> both = List.of(me.value(), other.key());
        List<MessageRow> sent = BY_AUTHOR.shown(entities, both, cursor, limit);
        List<MessageRow> received = BY_RECIPIENT.shown(entities, both, cursor, limit);
        return merge(sent, received, cursor);
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
