package dev.parley.store;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class H2FileStoreTest extends FileStoreContract {
    private @Nullable H2Database database;

    @Override
    DataSource newDatabase(Path directory) {
        database = new H2Database(directory);
        return database.source();
    }

    @AfterEach
    void shutDown() throws SQLException {
        if (database != null) {
            database.close();
        }
    }
}
