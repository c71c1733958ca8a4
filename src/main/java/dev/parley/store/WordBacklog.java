package dev.parley.store;

import dev.parley.chat.MessageKind;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;

/**
 * The messages whose words are not in the table yet: the newest ones, and those from before there was a table. They get them in the
 * order of their ids, a few in one transaction, when nobody has written for a moment, or else when many wait; for to store the
 * words of a message costs more than to store the message. How far they have them is in the database, so that this goes on after
 * a restart, and servers that share it take turns. For one thread.
 */
final class WordBacklog {
    private static final int AT_ONCE = 200;

    /** For more it is not waited until nobody writes. */
    private static final int MANY = 2_000;

    private static final Duration MOMENT = Duration.ofMillis(300);

    private final Database database;
    private long waiting;
    private boolean idle;
    private long restUntil = System.nanoTime();

    WordBacklog(Database database) {
        this.database = database;
    }

    /** Looks how many there are. @throws RuntimeException if the database does not answer */
    void look() {
        waiting = database.transact(entities -> last(entities) - WordIndex.head(entities));
    }

    /** So many more have been stored. */
    void grow(int messages) {
        waiting += messages;
        idle = false;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    /** Whether some are to be done though others write, to whom three quarters of the time belong. */
    boolean isDue() {
        return waiting > MANY && System.nanoTime() - restUntil >= 0;
    }

    /** How long there may be nothing else to do before some are to be done, in ms; as long as given if there are none. */
    long patience(long none) {
        if (isEmpty()) {
            return none;
        }
        return idle || waiting > MANY ? 0 : MOMENT.toMillis();
    }

    /** Does some. @throws RuntimeException if the database does not answer, and then nothing is done */
    void addSome() {
        long begun = System.nanoTime();
        waiting = database.transact(WordBacklog::addSome);
        idle = true;
        long now = System.nanoTime();
        restUntil = now + 3 * (now - begun);
    }

    /** @return how many are left */
    private static long addSome(EntityManager entities) {
        WordIndex.lockHead(entities);
        long last = last(entities);
        List<MessageRow> rows = entities.createQuery(
                        "select m from MessageRow m where m.id > :head and m.id <= :last and m.kind in :said order by m.id",
                        MessageRow.class)
                .setParameter("head", WordIndex.head(entities))
                .setParameter("last", last)
                .setParameter("said", List.of(MessageKind.SAY, MessageKind.WHISPER, MessageKind.EDIT))
                .setMaxResults(AT_ONCE)
                .getResultList();
        WordIndex.add(entities, rows);
        long head = rows.size() < AT_ONCE ? last : rows.get(rows.size() - 1).id();
        WordIndex.setHead(entities, head);
        return last - head;
    }

    private static long last(EntityManager entities) {
        return entities.createQuery("select h.lastId from LogHead h", Long.class)
                .getSingleResult();
    }
}
