package dev.parley.gateway;

import dev.parley.transport.http.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer in JSON that comes later, from another thread, and waits for a client that reads slowly without a thread. */
final class LateAnswer implements AsyncListener, WriteListener {
    private static final Logger LOG = System.getLogger("dev.parley.gateway");
    private static final long DEADLINE_MILLIS = 30_000;
    static final String RETRY_SECONDS = "5";

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean completed = new AtomicBoolean();
    private byte[] body = {};
    private boolean written;

    LateAnswer(AsyncContext context, HttpServletResponse response) {
        this.context = context;
        this.response = response;
        context.setTimeout(DEADLINE_MILLIS);
        context.addListener(this);
    }

    void send(byte[] json) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            response.setContentType("application/json");
            response.setContentLength(json.length);
            body = json;
            response.getOutputStream().setWriteListener(this);
        } catch (IOException | RuntimeException e) { // what it is, depends on the container
            gone(e);
        }
    }

    void unavailable(String detail) {
        problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE, detail);
    }

    void failed(RuntimeException failure) {
        LOG.log(Level.ERROR, "The chat's log could not be read", failure);
        problem(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "The chat's log could not be read");
    }

    /** Small enough for the container's buffer, so it does not wait for the client. */
    void problem(int status, String detail) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setHeader("Retry-After", RETRY_SECONDS);
            }
            Problem.send(response, status, detail);
            complete();
        } catch (IOException | RuntimeException e) {
            gone(e);
        }
    }

    /** The body is written whole: one server ignores the bounds of a part. */
    @Override
    public void onWritePossible() throws IOException {
        ServletOutputStream out = response.getOutputStream();
        if (!written && out.isReady()) {
            written = true;
            out.write(body);
        }
        if (written && out.isReady()) {
            complete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        gone(failure);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        unavailable("The chat's log did not answer in time");
        complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        completed.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void gone(Throwable failure) {
        LOG.log(Level.DEBUG, "A client left before its answer", failure);
        complete();
    }

    private void complete() {
        if (completed.compareAndSet(false, true)) {
            try {
                context.complete();
            } catch (RuntimeException e) { // what it is, depends on the container
                LOG.log(Level.DEBUG, "The container has ended the request itself", e);
            }
        }
    }
}
