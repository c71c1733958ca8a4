package dev.parley.store;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(H2Extension.class)
class H2PersonDirectoryTest extends PersonDirectoryContract {}
