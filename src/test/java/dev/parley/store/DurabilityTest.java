package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(PostgreSqlExtension.class)
class DurabilityTest {
    private static List<String> ofH2(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + url)) {
            return Durability.doubts(connection);
        }
    }

    @Test
    void a_database_in_memory_is_doubted() throws Exception {
        assertThat(ofH2("mem:").get(0)).contains("in memory", "WRITE_DELAY=0");
        assertThat(ofH2("memFS:test").get(0)).contains("in memory");
        assertThat(ofH2("nioMemFS:test").get(0)).contains("in memory");
    }

    @Test
    void h2_in_a_file_is_doubted_unless_it_writes_at_once(@TempDir Path directory) throws Exception {
        assertThat(ofH2(directory.resolve("late").toString()).get(0)).contains("500 ms", ";WRITE_DELAY=0");
        assertThat(ofH2(directory.resolve("atonce") + ";WRITE_DELAY=0")).isEmpty();
    }

    @Test
    void postgresql_is_doubted_if_it_acknowledges_before_it_writes(PostgreSql server) throws Exception {
        PGSimpleDataSource source = server.newDatabase();
        assertThat(doubts(source)).isEmpty();

        source.setOptions("-c synchronous_commit=off");
        assertThat(doubts(source)).singleElement().asString().contains("synchronous_commit = on");
    }

    private static List<String> doubts(PGSimpleDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Durability.doubts(connection);
        }
    }
}
