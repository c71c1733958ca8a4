package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class PostgreSqlMessageIndexTest extends MessageIndexContract {
    @Override
    void assertUsesIndex(String plan, String index) {
        // Which one is the planner's to say; as to words there is no other.
        assertThat(plan)
                .doesNotContain("Seq Scan")
                .containsPattern("Index.* (using|on) " + (index.equals("message_word") ? index : "message"));
    }

    @Override
    String analyze() {
        return "vacuum analyze";
    }

    @Override
    String numbers(int count) {
        return "generate_series(1, " + count + ") as t(n)";
    }

    @Override
    String bytes(String text) {
        return "convert_to(" + text + ", 'UTF8')";
    }
}
