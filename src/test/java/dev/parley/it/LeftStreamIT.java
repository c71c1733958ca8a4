package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients that leave a stream while the server writes to it, and those who come next: a server uses what it had for one request
 * again for another.
 */
@Tag("server")
class LeftStreamIT extends ParleyIT {
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 10;

    /** The first is written to a client that has left, the second fails; and one more. */
    private static final int TICKS = 3;

    private static final List<String> ONCE = List.of("Connection: close");

    @Test
    @DisplayName(
            "after clients that left a stream without a word, everybody who comes gets the answer to his own request")
    void left_streams_leave_nothing_to_the_next_request() throws Exception {
        try (ClockStream staying = new ClockStream(at("clock"))) {
            for (int round = 0; round < ROUNDS; round++) {
                List<ClockStream> leaving = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    leaving.add(new ClockStream(at("clock")));
                }
                for (ClockStream client : leaving) {
                    client.close();
                }
                staying.awaitTicks(TICKS); // without a request, which would get what the others left
                assertEverybodyIsAnswered();
            }
        }
        Eventually.until(this::followers, count -> count == 0);
    }

    private int followers() throws Exception {
        return new JSONObject(get("clock/counters").body()).getInt("clients");
    }

    /** All ask before anybody's answer is read, so that the server needs as much at once as it has ever used. */
    private void assertEverybodyIsAnswered() throws Exception {
        List<RawConnection> coming = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                coming.add(new RawConnection(at("socket.io/?EIO=4&transport=polling")));
            }
            for (RawConnection client : coming) {
                client.begin("GET", ONCE);
            }
            for (RawConnection client : coming) {
                RawConnection.Answer answer = client.answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).startsWith("0{\"sid\"");
            }
        } finally {
            for (RawConnection client : coming) {
                client.close();
            }
        }
    }
}
