package dev.parley.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A datasource whose commits are counted, held back, or carried out without an answer. */
final class ObservedDataSource implements DataSource {
    private final DataSource real;
    final AtomicInteger commits = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<Held> next = new AtomicReference<>();
    private final AtomicReference<Held> nextUnanswered = new AtomicReference<>();
    private volatile boolean loseAnswers;
    private volatile boolean away;

    /** A commit that waits. */
    static final class Held {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile CompletableFuture<Void> later = CompletableFuture.completedFuture(null);

        void awaitReached() throws InterruptedException {
            reached.await();
        }

        void release() {
            released.countDown();
        }

        /** Awaits that one that was left unanswered has been carried out. */
        void awaitDone() {
            later.join();
        }
    }

    ObservedDataSource(DataSource real) {
        this.real = real;
    }

    /** Holds back the next commit. */
    Held holdNextCommit() {
        Held held = new Held();
        next.set(held);
        return held;
    }

    /** The connection of the next commit breaks, and the database carries it out all the same, when it is released. */
    Held leaveNextCommitUnanswered() {
        Held held = new Held();
        nextUnanswered.set(held);
        return held;
    }

    /** The next commit is carried out, and then the database goes away before the answer, until this is taken back. */
    void loseAnswers(boolean lose) {
        loseAnswers = lose;
        away = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return observed(real.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return observed(real.getConnection(user, password));
    }

    private Connection observed(Connection connection) throws SQLException {
        if (away) {
            connection.close();
            throw new SQLException("the database is away", "08001");
        }
        open.incrementAndGet();
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean broken = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        Held unanswered = nextUnanswered.getAndSet(null);
                        if (unanswered != null) {
                            broken.set(true);
                            commitLater(connection, unanswered);
                        }
                        commit(connection);
                        return null;
                    }
                    if (method.getName().equals("close") && closed.compareAndSet(false, true)) {
                        open.decrementAndGet();
                    }
                    if (broken.get() && method.getReturnType() == void.class) {
                        return null; // nothing reaches the database any more
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void commitLater(Connection connection, Held held) throws SQLException {
        held.later = CompletableFuture.runAsync(() -> {
            try (connection) {
                held.released.await();
                connection.commit();
            } catch (SQLException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        held.reached.countDown();
        throw new SQLException("the connection broke", "08006");
    }

    private void commit(Connection connection) throws SQLException, InterruptedException {
        Held held = next.getAndSet(null);
        if (held != null) {
            held.reached.countDown();
            held.released.await();
        }
        connection.commit();
        commits.incrementAndGet();
        if (loseAnswers) {
            away = true;
            throw new SQLException("the connection broke", "08006");
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dev.parley.store");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
