package dev.parley.transport.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request that is answered later, once, without blocking. Whoever answers first wins; a client that leaves before
 * its answer is complete is told to {@code onAbort}.
 */
public final class DeferredAnswer implements Answer, AsyncListener {
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");

    private final AsyncContext context;
    private final Consumer<Answer> onAbort;
    private final Runnable onLate;
    private final AtomicBoolean answered = new AtomicBoolean();
    /** The container's thread, while it is inside of the request's call. */
    private volatile @Nullable Thread serving = Thread.currentThread();

    private final AtomicBoolean completed = new AtomicBoolean();

    /**
     * Begins on the thread that serves the request.
     *
     * @param patience for the whole exchange: a client that takes its answer byte by byte ends with it
     */
    public DeferredAnswer(AsyncContext context, Duration patience, Consumer<Answer> onAbort) {
        this(context, patience, onAbort, () -> {});
    }

    /**
     * The same for a request that may itself be what comes too late.
     *
     * @param onLate runs when the time is over before there is an answer, and the client gets 408
     */
    public DeferredAnswer(AsyncContext context, Duration patience, Consumer<Answer> onAbort, Runnable onLate) {
        this.context = context;
        this.onAbort = onAbort;
        this.onLate = onLate;
        context.setTimeout(patience.toMillis());
        context.addListener(this);
    }

    @Override
    public void answer(int status, String contentType, String body) {
        answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with bytes, which nobody writes to any more. */
    public void answer(int status, String contentType, byte[] body) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            if (Thread.currentThread().equals(serving)) {
                write(status, contentType, body);
            } else {
                InlineRequests.begin(context, () -> write(status, contentType, body));
            }
        } catch (IllegalStateException e) {
            abort(e);
        }
    }

    /** The container's thread leaves the request, which stays. */
    public void served() {
        serving = null;
    }

    private void write(int status, String contentType, byte[] body) {
        try {
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            response.setStatus(status);
            response.setContentType(contentType);
            response.setContentLength(body.length);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new BodyWriter(out, body));
        } catch (IOException | IllegalStateException e) {
            abort(e);
        }
    }

    private void abort(Throwable why) {
        LOG.log(Level.DEBUG, "A client did not get its answer whole", why);
        complete();
        onAbort.accept(this);
    }

    private void complete() {
        if (completed.compareAndSet(false, true)) {
            try {
                InlineRequests.complete(context);
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "The container had completed the request already", e);
            }
        }
    }

    /** Writes one array whole: some containers ignore offset and length in non-blocking mode. */
    private final class BodyWriter implements WriteListener {
        private final ServletOutputStream out;
        private final byte[] body;
        private boolean written;

        BodyWriter(ServletOutputStream out, byte[] body) {
            this.out = out;
            this.body = body;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                if (written) {
                    complete();
                    return;
                }
                written = true;
                out.write(body);
            }
        }

        @Override
        public void onError(Throwable failure) {
            abort(failure);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (!answered.get()) {
            onAbort.accept(this);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        if (answered.compareAndSet(false, true)) {
            onLate.run();
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
            response.setHeader("Connection", "close"); // RFC 9110, section 15.5.9
        }
        abort(new IllegalStateException("the container gave up waiting"));
    }

    @Override
    public void onError(AsyncEvent event) {
        Throwable failure = event.getThrowable();
        abort(failure == null ? new IOException("the client left") : failure);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never restarted
    }
}
