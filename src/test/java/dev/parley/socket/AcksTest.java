package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engine.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Acknowledgements that the server waits for. */
class AcksTest extends NamespaceFixture {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private CompletableFuture<Args> ask() {
        return last().emitWithAck(DEADLINE, "ask").toCompletableFuture();
    }

    private List<CompletableFuture<Args>> askAsOftenAsMayBe() {
        return Stream.generate(this::ask).limit(3).toList();
    }

    private static ThrowingCallable joining(CompletableFuture<Args> answer) {
        return answer::join;
    }

    @Test
    void answers_find_their_events_whatever_their_order() {
        namespace("/");
        TestServer.Client client = test.join("/");
        CompletableFuture<Args> first = ask();
        CompletableFuture<Args> second = ask();
        assertThat(client.received()).containsExactly("20[\"ask\"]", "21[\"ask\"]");

        client.send("31[\"second\"]", "30[\"first\",2]");

        assertThat(first.join().string(0)).isEqualTo("first");
        assertThat(first.join().integer(1)).isEqualTo(2);
        assertThat(second.join().string(0)).isEqualTo("second");
    }

    @Test
    void an_answer_may_have_attachments() {
        namespace("/");
        TestServer.Client client = test.join("/");
        CompletableFuture<Args> answer = ask();

        client.send("61-0[{\"_placeholder\":true,\"num\":0}]", ONE);

        assertThat(answer.join().bytes(0)).isEqualTo(ONE);
    }

    @Test
    void an_answer_that_does_not_come_in_time_fails_and_nobody_minds_when_it_comes_later() {
        namespace("/");
        TestServer.Client client = test.join("/");
        CompletableFuture<Args> late = ask();
        test.deadlines.pass(DEADLINE.minusMillis(1));
        assertThat(late).isNotDone();

        test.deadlines.pass(Duration.ofMillis(1));
        assertThatThrownBy(joining(late))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AckTimeoutException.class);
        assertThat(test.crossed()).isEqualTo(Map.of("ack-timeout", 1L));
        client.send("30[\"late\"]", "30[\"again\"]", "37[\"never asked for\"]");

        assertThat(client.closed()).isNull();
        CompletableFuture<Args> next = ask();
        client.send("31[\"in time\"]");
        assertThat(next.join().string(0)).isEqualTo("in time");
    }

    @Test
    void the_deadline_of_the_settings_is_that_of_events_without_their_own() {
        namespace("/");
        test.join("/");
        CompletableFuture<Args> answer = last().emitWithAck("ask").toCompletableFuture();

        test.deadlines.pass(Duration.ofMillis(29_999));
        assertThat(answer).isNotDone();
        test.deadlines.pass(Duration.ofMillis(1));

        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void who_leaves_answers_nothing_any_more() {
        namespace("/");
        TestServer.Client client = test.join("/");
        List<CompletableFuture<Args>> answers = askAsOftenAsMayBe();

        client.vanish();

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThatThrownBy(joining(answer)).hasCauseInstanceOf(DisconnectedException.class));
        assertThatThrownBy(joining(ask())).hasCauseInstanceOf(DisconnectedException.class);
    }

    @Test
    void a_client_that_owes_more_answers_than_it_may_is_cut_off() {
        namespace("/");
        TestServer.Client client = test.join("/");
        List<CompletableFuture<Args>> answers = askAsOftenAsMayBe();
        client.send("30[]");
        CompletableFuture<Args> third = ask();
        assertThat(client.closed()).isNull();

        CompletableFuture<Args> fourth = ask();

        assertThat(client.closed()).isEqualTo(CloseReason.FORCED_CLOSE);
        assertThat(test.crossed()).isEqualTo(Map.of("max-acks-awaited", 1L));
        assertThat(answers.get(0)).isCompletedWithValueMatching(args -> args.size() == 0);
        assertThatThrownBy(joining(third)).hasCauseInstanceOf(DisconnectedException.class);
        assertThatThrownBy(joining(fourth)).hasCauseInstanceOf(DisconnectedException.class);
    }
}
