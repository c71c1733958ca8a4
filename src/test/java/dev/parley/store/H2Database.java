package dev.parley.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in a file, open until it is closed. */
final class H2Database implements AutoCloseable {
    private final JdbcDataSource source = new JdbcDataSource();

    H2Database(Path directory) {
        source.setUrl("jdbc:h2:file:" + directory.resolve("parley") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
    }

    DataSource source() {
        return source;
    }

    String url() {
        return source.getUrl();
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }
}
