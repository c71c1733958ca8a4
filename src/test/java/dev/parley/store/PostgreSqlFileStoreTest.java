package dev.parley.store;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class PostgreSqlFileStoreTest extends FileStoreContract {
    private static PostgreSql server;

    @BeforeAll
    static void startServer(PostgreSql shared) {
        server = shared;
    }

    @Override
    DataSource newDatabase(Path directory) {
        return server.newDatabase();
    }
}
