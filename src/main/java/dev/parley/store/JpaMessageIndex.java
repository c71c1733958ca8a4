package dev.parley.store;

import dev.parley.chat.Conversation;
import dev.parley.chat.Cursor;
import dev.parley.chat.Found;
import dev.parley.chat.Message;
import dev.parley.chat.MessageIndex;
import dev.parley.chat.Name;
import dev.parley.chat.SearchQuery;
import dev.parley.chat.Wanted;
import dev.parley.chat.Word;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages that may be wanted out of one index, newest first, and looks at each until the page is full: those that have
 * the rarest words, or else, if each word is in too many, those of the place or of the author, or all. The few that have no words
 * in the table yet come before. The bound on how many it looks at is what a search costs at most.
 */
final class JpaMessageIndex implements MessageIndex {
    /** Messages of one query. */
    private static final int CHUNK = 250;

    /** A word that is in more messages does not lead to them; it is so common that many of the newest have it. */
    private static final int MOST_OF_WORD = 5_000;

    /** Words, or parts of one, that are looked up; whether the rest is there the message itself tells. */
    private static final int MOST_LOOKED_UP = 10;

    /** By how much the clocks of servers may differ, whose messages have ids in the order of commits. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final Access access;
    private final int maxExamined;

    JpaMessageIndex(Access access, int maxExamined) {
        this.access = access;
        this.maxExamined = maxExamined;
    }

    @Override
    public Found find(Wanted wanted) {
        return access.transact(entities -> new Hunt(entities, wanted).found());
    }

    /** One search. */
    private final class Hunt {
        private final EntityManager entities;
        private final Wanted wanted;
        private final SearchQuery query;
        private final List<Message> found = new ArrayList<>();
        /** What is looked for is between these two ids. */
        private final long after;

        private long before;
        /** Messages with higher ids are not in the table of words yet. */
        private final long head;

        private boolean lookedUp;
        private @Nullable NavigableSet<Long> ids;
        private int examined;

        Hunt(EntityManager entities, Wanted wanted) {
            this.entities = entities;
            this.wanted = wanted;
            query = wanted.query();
            head = WordIndex.head(entities);
            after = query.from() == null ? 0 : idFrom(query.from().minus(SKEW)) - 1;
            before = Math.min(
                    query.before(),
                    query.to() == null ? Long.MAX_VALUE : idFrom(query.to().plus(SKEW)));
        }

        Found found() {
            before = Math.min(before, last() + 1);
            boolean more = before > after + 1;
            while (more && found.size() <= query.limit() && examined < maxExamined) {
                more = lookFurther();
                entities.clear(); // or it would compare all with what they were
            }
            if (found.size() > query.limit()) {
                List<Message> page = found.subList(0, query.limit());
                return new Found(page, OptionalLong.of(page.get(page.size() - 1).id()));
            }
            return new Found(found, more ? OptionalLong.of(before) : OptionalLong.empty());
        }

        /** @return whether there are more */
        private boolean lookFurther() {
            if (wanted.words().isEmpty()) {
                return lookOn();
            }
            if (before > head + 1) {
                lookAtAll(Math.max(after, head));
                return before > after + 1;
            }
            if (!lookedUp) {
                lookedUp = true;
                ids = withWords();
            }
            return ids == null ? lookOn() : lookAt(ids);
        }

        /** Those that have all the words that are not too common; null if each is. */
        private @Nullable NavigableSet<Long> withWords() {
            NavigableSet<Long> all = null;
            List<byte[]> sought = wanted.words().stream()
                    .map(Word::sought)
                    .flatMap(List::stream)
                    .limit(MOST_LOOKED_UP)
                    .toList();
            for (byte[] beginning : sought) {
                NavigableSet<Long> ids = WordIndex.find(entities, beginning, after, before, MOST_OF_WORD);
                if (ids != null) {
                    if (all != null) {
                        ids.retainAll(all);
                    }
                    all = ids;
                }
            }
            return all;
        }

        /** @return whether there are more */
        private boolean lookAt(NavigableSet<Long> ids) {
            List<Long> newest = new ArrayList<>(CHUNK);
            while (!ids.isEmpty() && newest.size() < CHUNK) {
                newest.add(Objects.requireNonNull(ids.pollLast()));
            }
            if (!newest.isEmpty()) {
                examined += newest.size();
                look(entities.createQuery(
                                "select m from MessageRow m where m.id in :ids order by m.id desc", MessageRow.class)
                        .setParameter("ids", newest)
                        .getResultList());
                before = newest.get(newest.size() - 1);
            }
            return !ids.isEmpty();
        }

        /** @return whether there are more */
        private boolean lookOn() {
            Name author = query.author();
            Cursor cursor = new Cursor.Before(before);
            if (query.place() instanceof Conversation.Direct direct) {
                return lookThrough(JpaMessageLog.direct(entities, wanted.reader(), direct.with(), cursor, CHUNK));
            }
            if (author != null) {
                return lookThrough(JpaMessageLog.BY_NAME.rows(entities, List.of(author.key()), cursor, CHUNK));
            }
            if (query.place() instanceof Conversation.Room room) {
                return lookThrough(
                        JpaMessageLog.BY_ROOM.rows(entities, List.of(room.name().text()), cursor, CHUNK));
            }
            lookAtAll(after);
            return before > after + 1;
        }

        /** @return whether there are more */
        private boolean lookThrough(List<MessageRow> rows) {
            List<MessageRow> within =
                    rows.stream().takeWhile(row -> row.id() > after).toList();
            if (!within.isEmpty()) {
                examined += within.size();
                look(within);
                before = within.get(within.size() - 1).id();
            }
            return within.size() > CHUNK;
        }

        /** By a range of ids, since H2 2.2 does not read a primary key backwards. */
        private void lookAtAll(long downTo) {
            long from = Math.max(downTo + 1, before - CHUNK);
            examined += (int) (before - from);
            look(entities.createQuery(
                            "select m from MessageRow m where m.id >= :from and m.id < :before order by m.id desc",
                            MessageRow.class)
                    .setParameter("from", from)
                    .setParameter("before", before)
                    .getResultList());
            before = from;
        }

        private void look(List<MessageRow> rows) {
            PresentState.of(entities, rows.stream().map(MessageRow::toMessage).toList()).stream()
                    .filter(wanted::admits)
                    .forEach(found::add);
        }

        private long last() {
            return entities.createQuery("select h.lastId from LogHead h", Long.class)
                    .getSingleResult();
        }

        /** The id of the first message from that moment on. */
        private long idFrom(Instant moment) {
            return entities.createQuery(
                            "select m.id from MessageRow m where m.at >= :at order by m.at, m.id", Long.class)
                    .setParameter("at", moment.toEpochMilli())
                    .setMaxResults(1)
                    .getResultStream()
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        }
    }
}
