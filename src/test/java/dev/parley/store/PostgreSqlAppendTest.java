package dev.parley.store;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class PostgreSqlAppendTest extends AppendContract {
    @Override
    String refusedText() {
        return "a\0b";
    }

    @Override
    String transactionsThatWait() {
        return "select count(*) from pg_locks where not granted";
    }
}
