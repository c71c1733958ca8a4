package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One client of the clock's event stream. */
final class ClockStream implements AutoCloseable {
    private final RawConnection connection;

    /** Begins to follow. */
    ClockStream(URI clock) throws IOException {
        connection = new RawConnection(clock);
        assertThat(connection.ask("GET", List.of("Accept: text/event-stream")).status())
                .isEqualTo(200);
    }

    /** Waits for so many ticks more. */
    void awaitTicks(int count) throws IOException {
        for (int ticks = 0; ticks < count; ) {
            String heard = new String(connection.receive(), StandardCharsets.UTF_8);
            ticks += heard.split("\nid:", -1).length - 1;
        }
    }

    /** Leaves without a word. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
