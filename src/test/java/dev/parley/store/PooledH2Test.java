package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 with connections that are used again and again, as a container's datasource uses them. */
class PooledH2Test {
    private static final int MESSAGES = 1_000;
    private static final int READERS = 3;

    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    /** What is acknowledged is in every answer to who asks later, also where the same connection has asked the same before. */
    @Test
    void readsWhatIsAcknowledged(@TempDir Path directory) throws Exception {
        try (H2Database database = new H2Database(directory)) {
            JdbcConnectionPool pool = JdbcConnectionPool.create(database.url(), "", "");
            ExecutorService readers = Executors.newFixedThreadPool(READERS);
            try (OpenedStore opened = new OpenedStore(pool)) {
                acknowledged.set(OpenedStore.stored(opened.say("the first")).id());
                List<Future<Long>> views = new ArrayList<>();
                for (int reader = 0; reader < READERS; reader++) {
                    views.add(readers.submit(() -> readUntilDone(pool)));
                }
                for (int count = 1; count < MESSAGES; count++) {
                    acknowledged.set(OpenedStore.stored(opened.say("another")).id());
                }
                done.set(true);
                for (Future<Long> view : views) {
                    assertThat(view.get(60, TimeUnit.SECONDS)).isEqualTo(acknowledged.get());
                }
            } finally {
                done.set(true);
                readers.shutdown();
                readers.awaitTermination(60, TimeUnit.SECONDS);
                pool.dispose();
            }
        }
    }

    /** @return the newest message at the end */
    private long readUntilDone(JdbcConnectionPool pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement newest = connection.prepareStatement(
                        "select id from message where room = ? order by id desc fetch first row only")) {
            newest.setString(1, "lobby");
            while (!done.get()) {
                long known = acknowledged.get();
                assertThat(firstOf(newest)).isGreaterThanOrEqualTo(known);
            }
            return firstOf(newest);
        }
    }

    private static long firstOf(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
