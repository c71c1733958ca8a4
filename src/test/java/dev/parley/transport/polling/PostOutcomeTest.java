package dev.parley.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.metrics.EngineCounters;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client sends the next body as soon as it has the answer to the one before. */
class PostOutcomeTest {
    private final PollingTransport transport = new PollingTransport(1_000);
    private boolean answered;

    static Stream<Consumer<PostOutcome>> ends() {
        return Stream.of(
                outcome -> outcome.complete("4hello"),
                outcome -> outcome.complete("no packet"),
                PostReader.Outcome::tooLarge,
                PostReader.Outcome::notText,
                outcome -> outcome.failed(new IllegalStateException("as the test says")));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void a_body_has_ended_when_it_is_answered(Consumer<PostOutcome> end) {
        assertThat(transport.beginPost()).isTrue();

        end.accept(new PostOutcome(
                (status, contentType, body) -> answered = transport.beginPost(), transport, new EngineCounters()));

        assertThat(answered).as("the next one was taken").isTrue();
    }
}
