package dev.parley.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.MessageKind;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What has been done to messages since they were said. It is in the log, and what is needed of it is found by what it is about. */
final class PresentState {
    private record Edits(int count, Message last) {}

    private final Map<Long, Edits> edits;
    private final Map<Long, List<Message>> marks;

    private PresentState(Map<Long, Edits> edits, Map<Long, List<Message>> marks) {
        this.edits = edits;
        this.marks = marks;
    }

    /**
     * The messages as they are now, with their files.
     *
     * @param asSaid a page at most
     */
    static List<Message> of(EntityManager entities, List<Message> asSaid) {
        List<Long> ids = asSaid.stream()
                .filter(message -> message.kind().isSaid())
                .map(Message::id)
                .toList();
        if (ids.isEmpty()) {
            return asSaid;
        }
        PresentState state = new PresentState(edits(entities, ids), marks(entities, ids));
        return MessageFiles.of(entities, asSaid.stream().map(state::of).toList());
    }

    /** The last of each message and their number. */
    private static Map<Long, Edits> edits(EntityManager entities, List<Long> ids) {
        Map<Long, Integer> counts = new LinkedHashMap<>();
        entities.createQuery(
                        "select max(m.id), count(m.id) from MessageRow m where m.aboutId in :ids and m.kind = :edit group by m.aboutId",
                        Object[].class)
                .setParameter("ids", ids)
                .setParameter("edit", MessageKind.EDIT)
                .getResultList()
                .forEach(row -> counts.put((Long) row[0], ((Long) row[1]).intValue()));
        if (counts.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery("select m from MessageRow m where m.id in :ids", MessageRow.class)
                .setParameter("ids", counts.keySet())
                .getResultStream()
                .map(MessageRow::toMessage)
                .collect(toMap(
                        PresentState::about, edit -> new Edits(Objects.requireNonNull(counts.get(edit.id())), edit)));
    }

    /** Reactions, and that it was taken back. */
    private static Map<Long, List<Message>> marks(EntityManager entities, List<Long> ids) {
        return entities.createQuery(
                        "select m from MessageRow m where m.aboutId in :ids and m.kind in :marks order by m.id",
                        MessageRow.class)
                .setParameter("ids", ids)
                .setParameter("marks", List.of(MessageKind.REACT, MessageKind.DELETE))
                .getResultStream()
                .map(MessageRow::toMessage)
                .collect(groupingBy(PresentState::about));
    }

    private static Long about(Message change) {
        return Objects.requireNonNull(change.about());
    }

    private Message of(Message said) {
        Message now = said;
        Edits edited = edits.get(said.id());
        if (edited != null) {
            now = now.after(edited.last());
            now = now.with(now.changes().withEdits(edited.count()));
        }
        for (Message mark : marks.getOrDefault(said.id(), List.of())) {
            now = now.after(mark);
        }
        return now;
    }

    /** What a change that is stored takes from the log. */
    static void apply(EntityManager entities, Draft change) {
        switch (change.kind()) {
            case DELETE -> erase(entities, Objects.requireNonNull(change.about()));
            case UNREACT ->
                entities.createQuery("delete from MessageRow m where m.aboutId = :target and m.kind = :react"
                                + " and m.authorId = :author and m.text = :emoji")
                        .setParameter("target", change.about())
                        .setParameter("react", MessageKind.REACT)
                        .setParameter("author", change.author().id().value())
                        .setParameter("emoji", change.text())
                        .executeUpdate();
            default -> {}
        }
    }

    private static void erase(EntityManager entities, long target) {
        List<MessageRow> texts = new ArrayList<>(entities.createQuery(
                        "select m from MessageRow m where m.aboutId = :target and m.kind = :edit", MessageRow.class)
                .setParameter("target", target)
                .setParameter("edit", MessageKind.EDIT)
                .getResultList());
        texts.add(entities.find(MessageRow.class, target));
        MessageFiles.removeOf(entities, target);
        texts.forEach(row -> WordIndex.remove(entities, target, row.text()));
        entities.createQuery("update MessageRow m set m.text = '' where m.id = :target")
                .setParameter("target", target)
                .executeUpdate();
        entities.createQuery("update MessageRow m set m.text = '' where m.aboutId = :target and m.kind = :edit")
                .setParameter("target", target)
                .setParameter("edit", MessageKind.EDIT)
                .executeUpdate();
        entities.createQuery("delete from MessageRow m where m.aboutId = :target and m.kind = :react")
                .setParameter("target", target)
                .setParameter("react", MessageKind.REACT)
                .executeUpdate();
    }
}
