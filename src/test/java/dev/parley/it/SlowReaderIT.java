package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One client that stops reading, among others that do not. */
class SlowReaderIT extends BroadcastIT {
    private static final int MESSAGES = 10_000;
    private static final int IN_FLIGHT = 100;
    private static final int READERS = 3;
    private static final String PADDING = "x".repeat(4_000);
    private static final int RECEIVE_BUFFER = 4 << 10;

    /** What may wait for one client by default (parley.engine.outbox-bytes). */
    private static final long OUTBOX_BYTES = 1 << 20;

    @Test
    @SuppressWarnings("try") // the slow one does nothing but be there
    @DisplayName(
            "who stops reading while 10,000 messages are broadcast is cut at the bound; the others get every message in order")
    void cut_at_the_bound() throws Exception {
        long before = cut(Figures.of(this));
        try (RawListener slow = rawListener(RECEIVE_BUFFER);
                Listener speaker = listener()) {
            List<Listener> readers = new ArrayList<>();
            try {
                for (int i = 0; i < READERS; i++) {
                    readers.add(listener());
                }
                int heard = 0;
                for (int i = 0; i < MESSAGES; i++) {
                    speaker.say(i + " " + PADDING);
                    if (i - heard >= IN_FLIGHT) {
                        assertHeard(speaker, readers, heard++);
                    }
                }
                while (heard < MESSAGES) {
                    assertHeard(speaker, readers, heard++);
                }
            } finally {
                readers.forEach(Listener::close);
            }
            assertCut(before);
        }
    }

    private static void assertHeard(Listener speaker, List<Listener> readers, int number) throws InterruptedException {
        assertThat(speaker.hear()).startsWith(number + " ");
        for (Listener reader : readers) {
            assertThat(reader.hear()).startsWith(number + " ");
        }
    }

    private static long cut(Figures figures) {
        return figures.closed("slow consumer");
    }

    /** By then the server holds nothing of its, whatever its own end of the connection does. */
    private void assertCut(long before) throws Exception {
        Figures figures = Eventually.until(() -> Figures.of(this), now -> now.sessions() == 1);
        assertThat(cut(figures) - before).isEqualTo(1);
        // What was on its way when the bound was reached is counted too.
        assertThat(figures.outboxPeak())
                .isBetween(OUTBOX_BYTES / 2, OUTBOX_BYTES + (long) IN_FLIGHT * PADDING.length());
    }
}
