package dev.parley.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.websocket.ClosingHandshake.Initiator;
import dev.parley.wire.websocket.ClosingHandshake.State;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClosingHandshakeTest {
    private static final long DEADLINE = Duration.ofSeconds(5).toNanos();

    private final ClosingHandshake closing =
            new ClosingHandshake(new Limits(1_000, 10, Duration.ofSeconds(60), Duration.ofNanos(DEADLINE)));

    @Test
    @DisplayName("Section 7.1.2: this side closes, and the peer agrees")
    void this_side_closes() {
        assertThat(closing.close(1001, "bye", 0)).isEqualTo(FrameEncoder.close(1001, "bye"));
        assertThat(closing.state()).isEqualTo(State.CLOSE_SENT);

        assertThat(closing.received(1001, "ok"))
                .as("the answer is not answered")
                .isNull();

        assertThat(closing.state()).isEqualTo(State.CLOSED);
        assertThat(closing.initiator()).isEqualTo(Initiator.THIS_SIDE);
        assertThat(closing.wasClean()).isTrue();
        assertThat(closing.code()).isEqualTo(1001);
        assertThat(closing.reason()).isEqualTo("ok");
    }

    @Test
    @DisplayName("Section 5.5.1: the peer closes, and gets its code back")
    void the_peer_closes() {
        assertThat(closing.received(4000, "done")).isEqualTo(FrameEncoder.close(4000, ""));

        assertThat(closing.state()).isEqualTo(State.CLOSED);
        assertThat(closing.initiator()).isEqualTo(Initiator.PEER);
        assertThat(closing.wasClean()).isTrue();
    }

    @Test
    @DisplayName("Section 7.1.5: a Close frame without a code is answered with one")
    void no_code_is_answered_with_none() {
        assertThat(closing.received(CloseCode.NO_STATUS, "")).containsExactly(0x88, 0x00);
        assertThat(closing.code()).isEqualTo(CloseCode.NO_STATUS);
    }

    @Test
    @DisplayName("Section 7.1.7: a broken rule ends the connection without waiting")
    void a_violation_fails_the_connection() {
        Violation violation = Violation.TEXT_NOT_UTF8;

        assertThat(closing.fail(violation)).isEqualTo(FrameEncoder.close(1007, violation.message()));

        assertThat(closing.state()).isEqualTo(State.CLOSED);
        assertThat(closing.wasClean()).isFalse();
        assertThat(closing.code()).isEqualTo(1007);
    }

    @Test
    void only_one_close_frame_is_ever_sent() {
        closing.close(1000, "", 0);

        assertThat(closing.close(1001, "", 0)).isNull();
        assertThat(closing.fail(Violation.NOT_MASKED)).isNull();
        assertThat(closing.received(1000, "")).isNull();
        assertThat(closing.code()).as("the first end counts").isEqualTo(1002);
    }

    @Test
    @DisplayName("Section 7.4.1: codes that stand for no frame are not sent in one")
    void a_code_that_must_not_be_sent_is_refused() {
        for (int code : new int[] {0, 999, 1004, 1006, 1015, 2999, 5000}) {
            assertThatThrownBy(() -> closing.close(code, "", 0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(closing.state()).isEqualTo(State.OPEN);
    }

    @Test
    void the_peer_has_until_the_deadline_to_answer() {
        long now = Long.MAX_VALUE - 10; // nanoTime may wrap
        assertThat(closing.isOverdue(now)).isFalse();
        closing.close(1000, "", now);

        assertThat(closing.isOverdue(now + DEADLINE - 1)).isFalse();
        assertThat(closing.isOverdue(now + DEADLINE)).isTrue();

        closing.received(1000, "");
        assertThat(closing.isOverdue(now + DEADLINE)).isFalse();
    }

    @Test
    void a_connection_that_is_dropped_was_not_clean() {
        closing.dropped();

        assertThat(closing.wasClean()).isFalse();
        assertThat(closing.code()).isEqualTo(CloseCode.ABNORMAL);
        assertThat(closing.initiator()).isEqualTo(Initiator.NOBODY);
        assertThat(closing.close(1000, "", 0)).isNull();
    }
}
