package dev.parley.transport.polling;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineServer;
import dev.parley.engine.EngineSession;
import dev.parley.engine.Handshake;
import dev.parley.metrics.EngineCounters;
import dev.parley.transport.http.Answer;
import dev.parley.transport.http.DeferredAnswer;
import dev.parley.transport.http.EngineAnswers;
import dev.parley.transport.http.EngineError;
import dev.parley.transport.http.EngineRequest;
import dev.parley.transport.http.Handshakes;
import dev.parley.transport.http.OriginPolicy;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * The Engine.IO path over plain HTTP (Engine.IO protocol v4, "HTTP long-polling"): a GET opens a session or waits for its
 * packets, a POST brings the client's. Registered with {@code asyncSupported}; no request keeps a thread.
 */
public final class EngineServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient EngineServer server;
    private final transient OriginPolicy origins;
    private final transient EngineAnswers answers;
    private final transient EngineCounters counters;

    /** @param counters of the server */
    public EngineServlet(EngineServer server, OriginPolicy origins, EngineCounters counters) {
        this.server = server;
        this.origins = origins;
        this.counters = counters;
        this.answers = new EngineAnswers(origins);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (method.equals("OPTIONS")) {
            answers.preflight(request, response, "GET, POST");
            return;
        }
        answers.prepare(request, response);
        Handshake handshake = Handshakes.of(request);
        EngineRequest checked = EngineRequest.check(server, origins, handshake, method, false);
        EngineError error = checked.error();
        EngineSession session = checked.session();
        if (error != null) {
            answers.fail(response, error);
        } else if (session == null) {
            open(request, response, handshake);
        } else if (!(session.activeTransport() instanceof PollingTransport polling)) {
            answers.fail(response, EngineError.BAD_REQUEST);
        } else if (method.equals("GET")) {
            poll(request, polling);
        } else if (method.equals("POST")) {
            post(request, response, polling);
        } else {
            answers.fail(response, EngineError.BAD_REQUEST);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, Handshake handshake)
            throws IOException {
        PollingTransport transport = new PollingTransport(server.settings().maxPayload());
        EngineSession session = server.open(handshake, transport);
        if (session == null) {
            answers.fail(response, EngineError.SERVER_FULL);
            return;
        }
        transport.bind(session);
        poll(request, transport);
    }

    private void poll(HttpServletRequest request, PollingTransport transport) {
        DeferredAnswer poll = new DeferredAnswer(request.startAsync(), pollPatience(), transport::aborted);
        if (!transport.park(poll)) {
            fail(poll, EngineError.BAD_REQUEST);
        }
        poll.served();
    }

    /** The next ping releases a poll, whose answer then is a write like any other. */
    private Duration pollPatience() {
        return server.settings().pingInterval().plus(server.settings().sendTimeout());
    }

    private void post(HttpServletRequest request, HttpServletResponse response, PollingTransport transport)
            throws IOException {
        int maxBytes = server.settings().maxPayload();
        if (request.getContentLengthLong() > maxBytes) {
            counters.bodyTooLarge();
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        String type = request.getContentType();
        if (type != null && type.startsWith("application/octet-stream")) {
            // Since v4 binary comes as base64 inside the text.
            transport.lost(CloseReason.TRANSPORT_ERROR);
            answers.fail(response, EngineError.BAD_REQUEST);
            return;
        }
        if (!transport.beginPost()) {
            answers.fail(response, EngineError.BAD_REQUEST);
            return;
        }
        DeferredAnswer answer = new DeferredAnswer(
                request.startAsync(),
                server.settings().sendTimeout(),
                aborted -> {
                    transport.lost(CloseReason.TRANSPORT_ERROR);
                    transport.endPost();
                },
                counters::bodyTooLate);
        ServletInputStream in = request.getInputStream();
        in.setReadListener(new PostReader(
                in, request.getContentLengthLong(), maxBytes, new PostOutcome(answer, transport, counters)));
    }

    static void fail(Answer poll, EngineError error) {
        poll.answer(error.status(), "application/json", error.json());
    }
}
