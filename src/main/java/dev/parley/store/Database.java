package dev.parley.store;

import dev.parley.lane.Deadlines;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on the datasource. Each one has a deadline, after which its connection is aborted, so that a database which
 * no longer answers holds no thread for long; how long the datasource takes to give a connection is its own setting.
 * {@link #open} is called by one thread at a time; the rest is thread-safe.
 */
final class Database {
    private static final Logger LOG = System.getLogger("dev.parley.store");

    private final DataSource source;
    private final Duration timeout;
    private final Deadlines deadlines;

    private final Object lock = new Object();

    // Guarded by the lock.
    private @Nullable EntityManagerFactory factory;
    private int transactions;
    private boolean closed;

    /**
     * @param timeout how long a transaction may take from the moment that it has its connection
     * @param deadlines aborts what has taken that long
     */
    Database(DataSource source, Duration timeout, Deadlines deadlines) {
        this.source = source;
        this.timeout = timeout;
        this.deadlines = deadlines;
    }

    /** Brings the tables up to date and the entities up, unless that is done. @throws RuntimeException if it cannot be now */
    void open() {
        synchronized (lock) {
            if (factory != null) {
                return;
            }
        }
        prepare();
        migrate();
        EntityManagerFactory opened = Persistence.createEntityManagerFactory(
                "parley",
                Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        source,
                        "eclipselink.session-name",
                        "parley-" + UUID.randomUUID()));
        try {
            opened.createEntityManager().close(); // connects here rather than at the first message
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        if (!keep(opened)) {
            opened.close();
            throw new IllegalStateException("Parley ends");
        }
        report();
    }

    private boolean keep(EntityManagerFactory opened) {
        synchronized (lock) {
            factory = closed ? null : opened;
            return !closed;
        }
    }

    private void report() {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            LOG.log(
                    Level.INFO,
                    "People and messages are kept in {0} {1}",
                    about.getDatabaseProductName(),
                    about.getDatabaseProductVersion());
            Durability.doubts(connection).forEach(doubt -> LOG.log(Level.WARNING, doubt));
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The database does not tell whether it keeps what it has committed", e);
        }
    }

    private void prepare() {
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            switch (product) {
                case "H2" -> answerAnew(connection);
                case "PostgreSQL" -> {}
                default ->
                    throw new IllegalStateException(
                            "Parley keeps its messages in H2 or PostgreSQL; its datasource is of " + product);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The datasource gives no connection: " + e.getMessage(), e);
        }
    }

    /**
     * H2 keeps a connection's last result, and gives it again until something is modified. In 2.2.224, which application servers
     * have, a result from during another connection's commit can be of before it, and is then given after it as well.
     */
    private static void answerAnew(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set optimize_reuse_results 0");
        } catch (SQLException e) {
            LOG.log(
                    Level.WARNING,
                    "H2 may answer from before the last messages: add ;OPTIMIZE_REUSE_RESULTS=FALSE to the datasource's URL",
                    e);
        }
    }

    /** Other tables may be there before, such as those of the server's own timers. */
    private void migrate() {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:dev/parley/store/migration")
                .failOnMissingLocations(true)
                .table("parley_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Does the action and commits. @throws RuntimeException if that fails, and then nothing is stored */
    <T> T transact(Function<EntityManager, T> action) {
        return transact(action, () -> {});
    }

    /**
     * Does the action and commits.
     *
     * @param commits runs right before the commit, and may throw instead
     * @throws UncertainCommitException if the commit was sent and not answered
     * @throws RuntimeException if anything fails before, and then nothing is stored
     */
    <T> T transact(Function<EntityManager, T> action, Runnable commits) {
        EntityManagerFactory opened = enter();
        try {
            return transact(opened.createEntityManager(), action, commits);
        } finally {
            leave();
        }
    }

    private EntityManagerFactory enter() {
        synchronized (lock) {
            if (factory == null) {
                throw new IllegalStateException("The database is not open");
            }
            transactions++;
            return factory;
        }
    }

    private void leave() {
        synchronized (lock) {
            transactions--;
            lock.notifyAll();
        }
    }

    private <T> T transact(EntityManager entities, Function<EntityManager, T> action, Runnable commits) {
        try (entities) {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            Connection connection = entities.unwrap(Connection.class);
            Future<?> deadline = abortLater(connection);
            try {
                T result = action.apply(entities);
                entities.flush();
                commits.run();
                commit(transaction);
                return result;
            } catch (RuntimeException e) {
                rollBack(transaction, connection);
                throw e;
            } finally {
                deadline.cancel(false);
            }
        }
    }

    private static void commit(EntityTransaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            throw new UncertainCommitException(e);
        }
    }

    private Future<?> abortLater(Connection connection) {
        return deadlines.after(timeout, () -> abort(connection));
    }

    private void abort(Connection connection) {
        try {
            connection.abort(Runnable::run); // this thread is for that
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "A connection that takes too long could not be aborted", e);
        }
    }

    /**
     * What fails here follows from the failure that its caller gets. EclipseLink keeps a connection that it cannot roll back,
     * and the pool would have one less: so it is closed, which is nothing if that was done.
     */
    private static void rollBack(EntityTransaction transaction, Connection connection) {
        try (connection) {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A transaction could not be rolled back", e);
        }
    }

    /**
     * Lets no transaction begin any more, and waits for those that run, within their deadline: a thread that is interrupted while
     * H2 reads or writes closes the file for all.
     */
    void close() {
        EntityManagerFactory opened;
        synchronized (lock) {
            opened = factory;
            factory = null;
            closed = true;
            awaitTransactions();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private void awaitTransactions() {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            for (long left = timeout.toMillis(); transactions > 0 && left > 0; ) {
                lock.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (transactions > 0) {
            LOG.log(Level.WARNING, "Parley ends while the database has not answered {0} requests", transactions);
        }
    }
}
