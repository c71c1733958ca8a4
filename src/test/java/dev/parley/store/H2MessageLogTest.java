package dev.parley.store;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class H2MessageLogTest extends MessageLogContract {
    private @Nullable H2Database database;

    @Override
    DataSource newDatabase(Path directory) {
        database = new H2Database(directory);
        return database.source();
    }

    @Override
    String refusedText() {
        return "x".repeat(1_000_001);
    }

    @AfterEach
    void shutDown() throws SQLException {
        if (database != null) {
            database.close();
        }
    }
}
