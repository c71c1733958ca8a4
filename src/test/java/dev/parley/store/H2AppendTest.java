package dev.parley.store;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(H2Extension.class)
class H2AppendTest extends AppendContract {
    @Override
    String refusedText() {
        return "x".repeat(1_000_001);
    }

    @Override
    String transactionsThatWait() {
        return "select count(*) from information_schema.sessions where blocker_id is not null";
    }
}
