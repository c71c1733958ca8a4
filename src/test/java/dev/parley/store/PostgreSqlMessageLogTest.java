package dev.parley.store;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class PostgreSqlMessageLogTest extends MessageLogContract {}
