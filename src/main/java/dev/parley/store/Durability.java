package dev.parley.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a database keeps what it has committed when it is killed. */
final class Durability {
    private Durability() {}

    /** One sentence for an administrator about each thing that may lose messages, with what to do. */
    static List<String> doubts(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "H2" -> ofH2(connection);
            case "PostgreSQL" -> ofPostgreSql(connection);
            default -> List.of();
        };
    }

    private static List<String> ofH2(Connection connection) throws SQLException {
        String path = value(connection, "select database_path()").toLowerCase(Locale.ROOT);
        if (path.isEmpty() || path.startsWith("memfs:") || path.startsWith("memlzf:") || path.startsWith("niomem")) {
            return List.of(
                    "The database is in memory: the history of the chat ends with the server. To keep it, give the"
                            + " datasource a URL such as jdbc:h2:file:/var/lib/parley/parley;WRITE_DELAY=0, or PostgreSQL");
        }
        String delay = value(
                connection, "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'");
        if (delay.equals("0")) {
            return List.of();
        }
        return List.of(
                "H2 writes " + delay + " ms after it has acknowledged: messages may be lost when the server is killed."
                        + " Add ;WRITE_DELAY=0 to the URL of the datasource");
    }

    private static List<String> ofPostgreSql(Connection connection) throws SQLException {
        List<String> doubts = new ArrayList<>();
        if (value(connection, "show fsync").equals("off")) {
            doubts.add(
                    "PostgreSQL runs with fsync = off: a crash may lose messages or the whole database. Set fsync = on in"
                            + " postgresql.conf");
        }
        if (value(connection, "show synchronous_commit").equals("off")) {
            doubts.add(
                    "PostgreSQL runs with synchronous_commit = off: the last messages may be lost when it crashes. Set"
                            + " synchronous_commit = on for the server, the database or the role");
        }
        return doubts;
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            String value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        }
    }
}
