package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class H2MessageIndexTest extends MessageIndexContract {
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

    @Override
    void assertUsesIndex(String plan, String index) {
        assertThat(plan).doesNotContainIgnoringCase("tableScan").containsIgnoringCase("index sorted");
        assertThat(plan).containsPattern("(?i)/\\* PUBLIC\\.(" + index + "|PRIMARY_KEY\\w*):");
    }

    @Override
    String analyze() {
        return "analyze";
    }

    @Override
    String numbers(int count) {
        return "(select x as n from system_range(1, " + count + "))";
    }

    @Override
    String bytes(String text) {
        return "stringtoutf8(" + text + ")";
    }
}
