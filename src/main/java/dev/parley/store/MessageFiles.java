package dev.parley.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.SharedFile;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of messages. */
final class MessageFiles {
    private MessageFiles() {}

    /**
     * The messages with their files, by one query.
     *
     * @param messages a page at most
     */
    static List<Message> of(EntityManager entities, List<Message> messages) {
        List<Long> ids = messages.stream()
                .filter(message -> message.kind().isSaid())
                .map(Message::id)
                .toList();
        if (ids.isEmpty()) {
            return messages;
        }
        Map<Long, List<SharedFile>> files = entities.createQuery(
                        "select f from FileRow f where f.messageId in :ids order by f.messageId, f.place",
                        FileRow.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(groupingBy(FileRow::message, mapping(FileRow::toFile, toList())));
        return files.isEmpty()
                ? messages
                : messages.stream()
                        .map(message -> message.with(files.getOrDefault(message.id(), List.of())))
                        .toList();
    }

    /** Makes the files of a draft those of the message that it becomes. @return nothing if one of them cannot be */
    static Optional<List<SharedFile>> share(EntityManager entities, Draft draft, long message) {
        List<FileRow> rows = new ArrayList<>();
        for (long id : draft.files()) {
            FileRow row = entities.find(FileRow.class, id, LockModeType.PESSIMISTIC_WRITE);
            if (row == null || !row.isUnsaidOf(draft.author().id()) || row.missing() > 0 || rows.contains(row)) {
                return Optional.empty();
            }
            rows.add(row);
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).share(message, i);
        }
        if (!rows.isEmpty()) {
            entities.flush(); // for another draft of the transaction that names them too
        }
        return Optional.of(rows.stream().map(FileRow::toFile).toList());
    }

    /** The message was not stored after all: its author may share its files anew. */
    static void unshare(EntityManager entities, long message) {
        entities.createQuery("update FileRow f set f.messageId = null where f.messageId = :message")
                .setParameter("message", message)
                .executeUpdate();
    }

    /** Its message was taken back. */
    static void removeOf(EntityManager entities, long message) {
        remove(
                entities,
                entities.createQuery("select f from FileRow f where f.messageId = :message", FileRow.class)
                        .setParameter("message", message)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList());
    }

    /** @param rows whose locks are held */
    static void remove(EntityManager entities, Collection<FileRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Long> ids = rows.stream().map(FileRow::id).toList();
        entities.createQuery("delete from FilePartRow p where p.fileId in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
        entities.createQuery("delete from FileRow f where f.id in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
        FileTotal.give(entities, rows.stream().mapToLong(FileRow::bytes).sum());
    }
}
