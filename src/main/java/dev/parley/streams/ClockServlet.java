package dev.parley.streams;

import dev.parley.engine.Crowded;
import dev.parley.metrics.StreamCounters;
import dev.parley.settings.Settings;
import dev.parley.transport.http.InlineRequests;
import dev.parley.transport.http.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The clock over HTTP: one resource, and the client's {@code Accept} chooses between one answer and an endless one.
 * Registered with {@code asyncSupported}; no client keeps a thread.
 */
public final class ClockServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger("dev.parley.streams");

    /** The only script of the endless page is the one that the page is made of. */
    private static final String IFRAME_POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private final transient Ticker ticker;
    private final transient Settings.Streams settings;
    private final transient StreamCounters counters;

    public ClockServlet(Ticker ticker, Settings.Streams settings, StreamCounters counters) {
        this.ticker = ticker;
        this.settings = settings;
        this.counters = counters;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept, Accept-Language");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String method = request.getMethod();
        if (method.equals("OPTIONS")) {
            response.setHeader("Allow", ALLOWED);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (method.equals("GET") || method.equals("HEAD")) {
            try {
                answer(ClockRequest.of(request, settings), request, response);
            } catch (BadClockRequestException e) {
                Problem.send(response, e.status(), e.detail());
            }
        } else {
            response.setHeader("Allow", ALLOWED);
            Problem.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "The clock can only be read");
        }
    }

    private void answer(ClockRequest clock, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Form form = clock.form();
        response.setContentType(form.representation().contentType());
        response.setHeader("Content-Language", form.locale().toLanguageTag());
        if (form.representation() == Representation.HTML) {
            response.setHeader("Content-Security-Policy", IFRAME_POLICY);
            response.setHeader("X-Frame-Options", "SAMEORIGIN");
        }
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        boolean wantsAnyTick = form.kind() == Kind.POLLING;
        if (wantsAnyTick && clock.fault().delay().isZero()) {
            now(clock, response);
            return;
        }
        Crowded crowded = ticker.crowded(clock.address());
        if (crowded != null) {
            Problem.crowded(response, crowded, ClockRequest.WHAT_CLIENTS_DO, 1);
        } else if (wantsAnyTick) {
            later(clock, request, response);
        } else {
            follow(clock, request, response);
        }
    }

    private void follow(ClockRequest clock, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean endless = clock.form().representation().isEndless();
        if (endless) {
            response.setHeader("X-Accel-Buffering", "no"); // nginx gathers answers otherwise
        }
        AsyncContext context = request.startAsync();
        HttpFollower follower = new HttpFollower(
                ticker,
                counters,
                clock,
                new Follower.Bounds(settings.maxBehind(), !endless),
                context,
                endless ? clock.form().head(settings.retry().toMillis()) : null);
        if (follower.start()) {
            follower.listen();
        } else {
            refuse(response);
            InlineRequests.complete(context);
        }
    }

    /** The newest tick at once: what a client asks again and again. */
    private void now(ClockRequest clock, HttpServletResponse response) throws IOException {
        String kind = clock.form().kind().label();
        Tick tick = ticker.newest();
        counters.opened(kind);
        try {
            if (clock.fault().cutsAt(tick.id())) {
                refuse(response);
                return;
            }
            byte[] body = tick.encoded(clock.form());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            counters.sent(kind, body.length);
        } finally {
            counters.closed(kind, Follower.End.ANSWERED.label());
        }
    }

    /** The newest tick after the delay that was asked for. */
    private void later(ClockRequest clock, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(0); // the delay is bounded
        ClockRequest undelayed = new ClockRequest(
                clock.form(),
                clock.after(),
                new Fault(Duration.ZERO, clock.fault().cutEvery()),
                clock.address());
        if (!ticker.later(() -> finish(undelayed, context), () -> giveUp(context), clock)) {
            refuse(response);
            InlineRequests.complete(context);
        }
    }

    private void finish(ClockRequest clock, AsyncContext context) {
        try {
            now(clock, (HttpServletResponse) context.getResponse());
        } catch (IOException | RuntimeException e) { // what it is, depends on the container
            LOG.log(Level.DEBUG, "A client left before its late answer", e);
        }
        complete(context);
    }

    /** Without a body, which could wait for the client. */
    private static void giveUp(AsyncContext context) {
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "1");
        complete(context);
    }

    private static void complete(AsyncContext context) {
        try {
            InlineRequests.complete(context);
        } catch (RuntimeException e) { // what it is, depends on the container
            LOG.log(Level.DEBUG, "The container had completed the request already", e);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        Problem.send(
                response,
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                "Cut on purpose, or too many clients follow the clock: try again");
    }
}
