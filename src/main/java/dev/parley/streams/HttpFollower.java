package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import dev.parley.transport.http.InlineRequests;
import dev.parley.transport.http.ResponseUse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A client of an HTTP answer that is written when there is something to write: endless, or one tick long. Non-blocking I/O
 * only, each array written whole.
 */
final class HttpFollower extends Follower implements WriteListener, AsyncListener {
    private static final Logger LOG = System.getLogger("dev.parley.streams");

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final ResponseUse use = new ResponseUse();

    /** The beginning of an endless answer, until it is written. */
    private byte @Nullable [] head;

    private boolean unflushed;
    private volatile boolean listening;

    HttpFollower(
            Ticker ticker,
            StreamCounters counters,
            ClockRequest request,
            Bounds bounds,
            AsyncContext context,
            byte @Nullable [] head)
            throws IOException {
        super(ticker, counters, request, bounds);
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.head = head;
        context.setTimeout(0); // ends when somebody leaves
        context.addListener(this);
    }

    /** Begins to write as soon as the container lets it. */
    void listen() {
        out.setWriteListener(this);
    }

    @Override
    void takeTurns() {
        use.during(super::takeTurns);
    }

    @Override
    boolean isWritable() {
        return listening && out.isReady();
    }

    @Override
    void write(byte[] bytes) throws IOException {
        byte[] first = head;
        if (first != null) {
            head = null;
            byte[] both = new byte[first.length + bytes.length];
            System.arraycopy(first, 0, both, 0, first.length);
            System.arraycopy(bytes, 0, both, first.length, bytes.length);
            out.write(both);
        } else {
            if (!form().representation().isEndless()) {
                context.getResponse().setContentLength(bytes.length);
            }
            out.write(bytes);
        }
        unflushed = true;
    }

    /** Reached with the stream ready; the flush may make it busy, and then the container calls again. */
    @Override
    void flush() throws IOException {
        byte[] first = head;
        if (first != null) {
            head = null;
            out.write(first);
            unflushed = true;
        }
        if (unflushed && out.isReady()) {
            unflushed = false;
            out.flush();
        }
    }

    @Override
    void finish(End why) {
        try {
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            if (why != End.ANSWERED
                    && why != End.LEFT
                    && !form().representation().isEndless()) {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                response.setHeader("Retry-After", "1");
            }
            InlineRequests.complete(context);
        } catch (RuntimeException e) { // what it is, depends on the container
            LOG.log(Level.DEBUG, "The container had completed the request already", e);
        }
    }

    @Override
    public void onWritePossible() {
        listening = true; // asking before this first call is an error on some servers
        wake();
    }

    @Override
    public void onError(Throwable failure) {
        end(End.LEFT);
    }

    @Override
    public void onError(AsyncEvent event) {
        end(End.LEFT);
        use.awaitEnd();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(End.LEFT);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end(End.LEFT);
        use.awaitEnd();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never restarted
    }
}
