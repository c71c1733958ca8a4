package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.PostgreSql;
import dev.parley.store.PostgreSqlExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that takes no message for a while, as one does whose disk is busy, while people talk. */
@ExtendWith(PostgreSqlExtension.class)
class SlowDatabaseIT {
    private static final int CLIENTS = 6;
    private static final int MAY_WAIT = 4;
    private static final long PATIENCE_SECONDS = 60;

    @Test
    @DisplayName(
            "while the database is slow as many messages wait as may, and more are refused as busy: these are not stored, those are")
    void as_many_messages_wait_as_may(PostgreSql database, @TempDir Path work) throws Exception {
        PGSimpleDataSource messages = database.newDatabase();
        Map<String, String> shortQueue = Map.of("PARLEY_STORE_MAX_QUEUED", Integer.toString(MAY_WAIT));
        try (RunningServer server = RunningServer.start(messages, work, shortQueue)) {
            List<LineClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(LineClient.join(server, "Client" + i));
            }

            Map<String, CompletableFuture<JSONObject>> answers = new LinkedHashMap<>();
            try (Connection other = messages.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE message IN EXCLUSIVE MODE");
                for (LineClient client : clients) {
                    String text = "message " + answers.size();
                    answers.put(text, CompletableFuture.supplyAsync(() -> say(client, text)));
                }
                Eventually.until(() -> refused(server), now -> now == CLIENTS - MAY_WAIT);
                other.rollback();
            }

            List<String> stored = new ArrayList<>();
            for (Map.Entry<String, CompletableFuture<JSONObject>> each : answers.entrySet()) {
                JSONObject answer = each.getValue().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (answer.getBoolean("ok")) {
                    stored.add(each.getKey());
                } else {
                    assertThat(answer.getString("error")).isEqualTo("busy");
                }
            }
            assertThat(stored).hasSize(MAY_WAIT);
            assertThat(LineClient.history(server))
                    .filteredOn(answers::containsKey)
                    .containsExactlyInAnyOrderElementsOf(stored);
            clients.forEach(LineClient::leave);
        }
    }

    private static JSONObject say(LineClient client, String text) {
        try {
            return client.say(text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long refused(RunningServer server) throws Exception {
        return Figures.in(LineClient.get(server, "metrics").body()).get("parley_chat_refused_total{code=\"busy\"}");
    }
}
