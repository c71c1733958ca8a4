package dev.parley.gateway;

import dev.parley.chat.LogUnavailableException;
import dev.parley.transport.http.InlineRequests;
import dev.parley.transport.http.Problem;
import dev.parley.transport.http.ResponseUse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An answer that comes later, from another thread, and waits for a client that reads slowly without a thread. It begins once, with
 * what was asked for or with a problem, and ends once, at its deadline at the latest. Threads: any.
 */
abstract class AsyncAnswer implements AsyncListener, WriteListener {
    static final String RETRY_SECONDS = "5";
    private static final Logger LOG = System.getLogger("dev.parley.gateway");

    /** Sets the headers. */
    @FunctionalInterface
    interface Head {
        void set(HttpServletResponse response);
    }

    final HttpServletResponse response;
    final ResponseUse use = new ResponseUse();
    private final AsyncContext context;
    private final String what;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean completed = new AtomicBoolean();

    /** @param what is read for it, as a sentence begins with it */
    AsyncAnswer(AsyncContext context, HttpServletResponse response, long timeoutMillis, String what) {
        this.context = context;
        this.response = response;
        this.what = what;
        context.setTimeout(timeoutMillis);
        context.addListener(this);
    }

    /** Has the container call {@link #onWritePossible} from now on, unless the answer has begun otherwise. */
    final void begin(Head head) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            InlineRequests.begin(context, () -> listen(head));
        } catch (RuntimeException e) { // what it is, depends on the container
            gone(e);
        }
    }

    private void listen(Head head) {
        try {
            head.set(response);
            response.getOutputStream().setWriteListener(this);
        } catch (IOException | RuntimeException e) { // what it is, depends on the container
            gone(e);
        }
    }

    /**
     * Has the database asked, and says so if it cannot be.
     *
     * @param storage runs what may wait for the database; may refuse
     * @param question begins the answer
     */
    final void ask(Executor storage, Runnable question) {
        try {
            storage.execute(() -> {
                try {
                    question.run();
                } catch (LogUnavailableException e) {
                    unavailable(what + " cannot be read now");
                } catch (RuntimeException e) {
                    failed(e);
                }
            });
        } catch (RejectedExecutionException e) {
            unavailable("Too many clients ask the database now");
        }
    }

    private void unavailable(String detail) {
        problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE, detail);
    }

    private void failed(RuntimeException failure) {
        LOG.log(Level.ERROR, what + " could not be read", failure);
        problem(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, what + " could not be read");
    }

    /** Small enough for the container's buffer, so it does not wait for the client. */
    final void problem(int status, String detail) {
        if (begun.compareAndSet(false, true)) {
            use.during(() -> writeProblem(status, detail));
        }
    }

    private void writeProblem(int status, String detail) {
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

    @Override
    public final void onError(Throwable failure) {
        gone(failure);
    }

    @Override
    public final void onTimeout(AsyncEvent event) {
        if (!hasEnded()) {
            late();
        }
        unavailable(what + " did not come in time");
        complete();
    }

    @Override
    public final void onError(AsyncEvent event) {
        complete();
        use.awaitEnd();
    }

    @Override
    public final void onComplete(AsyncEvent event) {
        end();
        use.awaitEnd();
    }

    @Override
    public final void onStartAsync(AsyncEvent event) {}

    /** It cannot go on. */
    final void gone(Throwable failure) {
        LOG.log(Level.DEBUG, "A client did not get its answer whole", failure);
        complete();
    }

    final void complete() {
        if (end()) {
            try {
                InlineRequests.complete(context);
            } catch (RuntimeException e) { // what it is, depends on the container
                LOG.log(Level.DEBUG, "The container has ended the request itself", e);
            }
        }
    }

    final boolean hasEnded() {
        return completed.get();
    }

    /** Called when its time is over before its end. */
    void late() {}

    /** Called once at the end. */
    void ended() {}

    /** @return whether this is the first time */
    private boolean end() {
        boolean first = completed.compareAndSet(false, true);
        if (first) {
            ended();
        }
        return first;
    }
}
