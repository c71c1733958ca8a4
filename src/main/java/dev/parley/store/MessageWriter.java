package dev.parley.store;

import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.Receipt;
import dev.parley.lane.Deadlines;
import dev.parley.settings.Settings;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that stores messages: all that has gathered in one transaction. It also opens the database, notices that it
 * is away, and tries every second until it is back.
 *
 * <p>A commit that is not answered may have stored its messages. They have failed and are not delivered, so they are removed
 * when the database is back, before anything else is stored; they stay only if the server ends before that, or if their
 * author has sent them again to another server meanwhile, which has acknowledged them.
 */
final class MessageWriter implements Runnable {
    private static final Logger LOG = System.getLogger("dev.parley.store");
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** SQLSTATE class of what is wrong with the data. */
    private static final String DATA_EXCEPTION = "22";

    private final Database database;
    private final GroupCommit group;
    private final Duration timeout;
    private final Deadlines deadlines;
    private final WordBacklog backlog;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Deque<Message> uncertain = new ArrayDeque<>();

    MessageWriter(Database database, GroupCommit group, Settings.Store settings, Deadlines deadlines) {
        this.database = database;
        this.group = group;
        this.timeout = settings.timeout();
        this.deadlines = deadlines;
        backlog = new WordBacklog(database);
    }

    /** Waits for the first try to open the database, for so long at most. */
    void awaitFirstTry(Duration most) throws InterruptedException {
        if (!tried.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(Level.WARNING, "The database is not ready yet; messages are refused until it is");
        }
    }

    @Override
    public void run() {
        try {
            boolean logged = false;
            while (!group.isEnded()) {
                logged = reopen(logged);
                tried.countDown();
                if (group.isOpen()) {
                    logged = write();
                } else {
                    group.pause(RETRY.toMillis());
                }
            }
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param logged whether an administrator knows that the database is away */
    private boolean reopen(boolean logged) {
        try {
            database.open();
            removeUncertain();
            database.transact(entities -> lockHead(entities, 0));
            backlog.look();
        } catch (RuntimeException e) {
            if (!logged) {
                logAway(e);
            }
            return true;
        }
        if (logged) {
            LOG.log(Level.INFO, "The database answers again: messages are taken");
        }
        group.open();
        return logged;
    }

    private void removeUncertain() {
        for (Message message = uncertain.peek(); message != null; message = uncertain.peek()) {
            remove(message);
            uncertain.remove();
        }
    }

    /**
     * By more than its id, which another server may have used if this one's commit failed. A commit that was sent and not answered
     * may be under way still, and what it stores is not visible before: the head's lock is free when it has happened, or will not.
     */
    private void remove(Message message) {
        database.transact(entities -> {
            lockHead(entities, 0);
            int removed = entities.createQuery(
                            "delete from MessageRow m where m.id = :id and m.authorId = :author and m.at = :at and m.resent = false")
                    .setParameter("id", message.id())
                    .setParameter("author", message.author().id().value())
                    .setParameter("at", message.at().toEpochMilli())
                    .executeUpdate();
            if (removed > 0) {
                MessageFiles.unshare(entities, message.id());
                WordIndex.remove(entities, message.id(), message.text());
            }
            return removed;
        });
    }

    /** Until the database is away or this ends. @return whether that is logged */
    private boolean write() throws InterruptedException {
        while (group.isOpen()) {
            GroupCommit.Batch batch = group.take(backlog.patience(timeout.toMillis()));
            if (batch != null) {
                store(batch);
            }
            if (group.isOpen() && (batch == null || backlog.isDue())) {
                useTime();
            }
        }
        return !group.isEnded();
    }

    /** What waited when this ended. */
    private void drain() throws InterruptedException {
        for (GroupCommit.Batch batch = group.take(0); batch != null; batch = group.take(0)) {
            store(batch);
        }
    }

    /** Adds words, or else asks for something, so that an outage is known before somebody's message meets it. */
    private void useTime() {
        try {
            if (backlog.isEmpty()) {
                database.transact(entities ->
                        entities.createQuery("select h.lastId from LogHead h").getSingleResult());
            } else {
                backlog.addSome();
            }
        } catch (RuntimeException e) {
            away(null, e);
        }
    }

    private void store(GroupCommit.Batch batch) {
        Future<?> deadline = deadlines.after(timeout, () -> giveUp(batch));
        List<Optional<Receipt>> receipts = new ArrayList<>();
        try {
            database.transact(
                    entities -> receipts.addAll(insert(entities, batch.drafts())), () -> group.commits(batch));
            backlog.grow(receipts.size());
            if (!group.committed(batch, receipts)) {
                addUncertain(receipts);
            }
        } catch (UncertainCommitException e) {
            addUncertain(receipts);
            away(batch, e);
        } catch (RuntimeException e) {
            failed(batch, e);
        } finally {
            deadline.cancel(false);
        }
    }

    private void addUncertain(List<Optional<Receipt>> receipts) {
        receipts.stream()
                .flatMap(Optional::stream)
                .filter(Receipt::first)
                .map(Receipt::message)
                .forEach(uncertain::add);
    }

    /**
     * Takes the lock of the head until the end of the transaction: whatever another transaction has stored is visible then.
     *
     * @param ids how many to take
     */
    private static int lockHead(EntityManager entities, int ids) {
        return entities.createQuery("update LogHead h set h.lastId = h.lastId + :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }

    private static List<Optional<Receipt>> insert(EntityManager entities, List<Draft> drafts) {
        lockHead(entities, drafts.size());
        long last = entities.createQuery("select h.lastId from LogHead h", Long.class)
                .getSingleResult();
        SentBefore before = SentBefore.among(entities, drafts);
        List<Optional<Receipt>> receipts = new ArrayList<>(drafts.size());
        long id = last - drafts.size();
        for (Draft draft : drafts) {
            id++;
            Message known = before.find(draft);
            receipts.add(
                    known == null
                            ? insert(entities, draft, id).map(stored -> new Receipt(before.add(draft, stored), true))
                            : Optional.of(new Receipt(known, false)));
        }
        return receipts;
    }

    /** @return nothing if it has files that its author cannot share */
    private static Optional<Message> insert(EntityManager entities, Draft draft, long id) {
        return MessageFiles.share(entities, draft, id).map(files -> {
            entities.persist(new MessageRow(id, draft));
            PresentState.apply(entities, draft);
            return draft.stored(id, files);
        });
    }

    private void failed(GroupCommit.Batch batch, RuntimeException e) {
        if (!isAboutData(e)) {
            away(batch, e);
        } else if (group.refused(batch, e)) {
            LOG.log(Level.WARNING, "The database refuses a message, which was not delivered; the others are stored", e);
        }
    }

    private void giveUp(GroupCommit.Batch batch) {
        if (group.giveUp(batch)) {
            logAway(new IllegalStateException("a transaction takes longer than " + timeout.toMillis() + " ms"));
        }
    }

    private void away(GroupCommit.@Nullable Batch batch, RuntimeException why) {
        if (group.away(batch, why)) {
            logAway(why);
        }
    }

    private static void logAway(RuntimeException why) {
        LOG.log(
                Level.WARNING,
                "The database is away: messages are refused until it is back, which is tried every second. If it runs, let the"
                        + " datasource validate its connections",
                why);
    }

    private static boolean isAboutData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() != null && sql.getSQLState().startsWith(DATA_EXCEPTION);
            }
        }
        return false;
    }
}
