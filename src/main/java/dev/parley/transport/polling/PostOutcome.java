package dev.parley.transport.polling;

import dev.parley.engine.CloseReason;
import dev.parley.metrics.EngineCounters;
import dev.parley.transport.http.Answer;
import dev.parley.transport.http.EngineError;
import jakarta.servlet.http.HttpServletResponse;

/** What the end of a body means for the session. The next body may come as soon as the client has the answer: so this one ends before. */
record PostOutcome(Answer answer, PollingTransport transport, EngineCounters counters) implements PostReader.Outcome {
    @Override
    public void complete(String body) {
        boolean taken = false;
        try {
            taken = transport.receive(body);
        } finally {
            transport.endPost();
        }
        if (taken) {
            answer.answer(HttpServletResponse.SC_OK, PollingTransport.CONTENT_TYPE, "ok");
        } else {
            EngineServlet.fail(answer, EngineError.BAD_REQUEST);
        }
    }

    @Override
    public void tooLarge() {
        counters.bodyTooLarge();
        transport.endPost();
        answer.answer(
                HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, PollingTransport.CONTENT_TYPE, "Payload too large");
    }

    @Override
    public void notText() {
        transport.lost(CloseReason.PARSE_ERROR);
        transport.endPost();
        EngineServlet.fail(answer, EngineError.BAD_REQUEST);
    }

    @Override
    public void failed(Throwable why) {
        transport.lost(CloseReason.TRANSPORT_ERROR);
        transport.endPost();
        EngineServlet.fail(answer, EngineError.BAD_REQUEST);
    }
}
