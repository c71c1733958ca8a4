package dev.parley.store;

import dev.parley.chat.Cursor;
import dev.parley.chat.MessageKind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;

/**
 * Messages in the order of an index: of those that have the same in some columns, the newest first. H2 2.2 reads an index in no other
 * order than its own, and in that only if all its columns are named.
 */
final class MessagesBy {
    private static final String NO_CHANGE = " and m.kind not in :changes";

    private final List<String> columns;

    /** @param columns of the index before the id */
    MessagesBy(String... columns) {
        this.columns = List.of(columns);
    }

    /**
     * From the cursor on, one more than the limit, so that the page knows whether there is more.
     *
     * @param values of the columns
     */
    List<MessageRow> rows(EntityManager entities, List<?> values, Cursor cursor, int limit) {
        return rows(entities, values, cursor, limit, "");
    }

    /** The same without those that change others, unless they are of the page after an id. */
    List<MessageRow> shown(EntityManager entities, List<?> values, Cursor cursor, int limit) {
        String which = cursor instanceof Cursor.After ? "" : NO_CHANGE;
        return rows(entities, values, cursor, limit, which);
    }

    private List<MessageRow> rows(EntityManager entities, List<?> values, Cursor cursor, int limit, String which) {
        StringBuilder ql = new StringBuilder("select m from MessageRow m where ");
        for (int i = 0; i < columns.size(); i++) {
            ql.append("m.").append(columns.get(i)).append(" = :value").append(i).append(" and ");
        }
        ql.append(cursor instanceof Cursor.After ? "m.id > :id" : "m.id < :id")
                .append(which)
                .append(" order by ");
        columns.forEach(column -> ql.append("m.").append(column).append(", "));
        ql.append(cursor instanceof Cursor.After ? "m.id" : "m.id desc");
        TypedQuery<MessageRow> query = entities.createQuery(ql.toString(), MessageRow.class);
        query.setParameter("id", idOf(cursor));
        if (!which.isEmpty()) {
            query.setParameter("changes", MessageKind.CHANGES);
        }
        for (int i = 0; i < columns.size(); i++) {
            query.setParameter("value" + i, values.get(i));
        }
        return query.setMaxResults(limit + 1).getResultList();
    }

    private static long idOf(Cursor cursor) {
        if (cursor instanceof Cursor.Before before) {
            return before.id();
        }
        if (cursor instanceof Cursor.After after) {
            return after.id();
        }
        if (cursor instanceof Cursor.Newest) {
            return Long.MAX_VALUE;
        }
        throw new AssertionError(cursor);
    }
}
