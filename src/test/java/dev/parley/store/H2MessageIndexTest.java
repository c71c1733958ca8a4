package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(H2Extension.class)
class H2MessageIndexTest extends MessageIndexContract {

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
