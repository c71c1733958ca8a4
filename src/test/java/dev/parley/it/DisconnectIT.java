package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients that are gone without a word, while the server writes to them. */
class DisconnectIT extends BroadcastIT {
    private static final int ROUNDS = 4;
    private static final int CLIENTS = 50;
    private static final int MESSAGES = 200;
    private static final String PADDING = "x".repeat(1_000);

    @Test
    @DisplayName(
            "clients that are reset, end TCP or leave half a message while they are written to are gone, and nobody else notices")
    void abrupt_ends() throws Exception {
        long before = opened(Figures.of(this));
        try (Listener speaker = listener()) {
            int said = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<RawListener> doomed = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    doomed.add(rawListener(0));
                }
                for (int i = 0; i < MESSAGES; i++) {
                    speaker.say(said + i + " " + PADDING);
                    if (i % (MESSAGES / CLIENTS) == 0) {
                        end(doomed.get(i * CLIENTS / MESSAGES), i);
                    }
                }
                for (int i = 0; i < MESSAGES; i++) {
                    assertThat(speaker.hear()).startsWith(said++ + " ");
                }
            }
            Figures figures =
                    Eventually.until(() -> Figures.of(this), now -> now.sessions() == 1 && now.connections() <= 1);
            assertThat(opened(figures) - before).isEqualTo(1 + (long) ROUNDS * CLIENTS);
        }
        Eventually.until(() -> Figures.of(this), now -> now.sessions() == 0 && now.connections() == 0);
    }

    private static long opened(Figures figures) {
        return figures.get("parley_engine_sessions_opened_total");
    }

    private static void end(RawListener client, int way) throws Exception {
        switch (way / (MESSAGES / CLIENTS) % 3) {
            case 0 -> client.reset();
            case 1 -> client.close();
            default -> {
                client.sayHalf();
                client.reset();
            }
        }
    }
}
