package dev.parley.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;

class H2RoomDirectoryTest extends RoomDirectoryContract {
    private final JdbcDataSource source = new JdbcDataSource();

    @Override
    DataSource newDatabase(Path directory) {
        source.setUrl("jdbc:h2:file:" + directory.resolve("parley") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
        return source;
    }

    @AfterEach
    void shutDown() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }
}
