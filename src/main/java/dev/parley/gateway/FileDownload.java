package dev.parley.gateway;

import dev.parley.chat.FileStore;
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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way to one client. A part is read when the client has taken the one before; when one cannot be read any more the
 * answer ends, and the client knows from its length that it is not whole.
 *
 * <p>Threads: the container's, when the client can take more, and the storage pool's, when a part was read. Whoever has the turn
 * ({@link #wake}) does what there is to do, also for the other.
 */
final class FileDownload implements AsyncListener, WriteListener {
    private static final Logger LOG = System.getLogger("dev.parley.gateway");

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final FileStore files;
    private final Executor storage;
    private final Runnable ended;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean completed = new AtomicBoolean();
    /** Calls of {@link #wake} that were not heard yet: the first of them has the turn. */
    private final AtomicInteger turns = new AtomicInteger();

    /** A part that was read and is not written. */
    private final AtomicReference<byte @Nullable []> arrived = new AtomicReference<>();

    private volatile long id;
    private volatile int parts;
    private int next;
    private byte @Nullable [] part;
    private boolean reading;

    /**
     * @param storage runs what may wait for the database; may refuse
     * @param ended runs once at the end
     */
    FileDownload(
            AsyncContext context,
            HttpServletResponse response,
            FileStore files,
            Executor storage,
            long timeoutMillis,
            Runnable ended) {
        this.context = context;
        this.response = response;
        this.files = files;
        this.storage = storage;
        this.ended = ended;
        context.setTimeout(timeoutMillis);
        context.addListener(this);
    }

    void begin(FileStore.Kept found) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        id = found.file().id();
        parts = found.parts();
        try {
            FileHeaders.set(found.file(), response);
            response.getOutputStream().setWriteListener(this);
        } catch (IOException | RuntimeException e) { // what it is, depends on the container
            gone(e);
        }
    }

    void unavailable() {
        problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The file cannot be read now");
    }

    void failed(RuntimeException failure) {
        LOG.log(Level.ERROR, "A file could not be read", failure);
        problem(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "The file could not be read");
    }

    /** Small enough for the container's buffer, so it does not wait for the client. */
    void problem(int status, String detail) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setHeader("Retry-After", LateAnswer.RETRY_SECONDS);
            }
            Problem.send(response, status, detail);
            complete();
        } catch (IOException | RuntimeException e) {
            gone(e);
        }
    }

    @Override
    public void onWritePossible() {
        wake();
    }

    /** Goes on, on this thread or on the one that is at it. */
    private void wake() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                advance();
            } catch (IOException | RuntimeException e) { // what it is, depends on the container
                gone(e);
            }
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Writes what is there, and reads on when the client has taken it. An array is written whole: one server ignores the bounds of a part. */
    private void advance() throws IOException {
        byte[] bytes = arrived.getAndSet(null);
        if (bytes != null) {
            part = bytes;
            reading = false;
        }
        ServletOutputStream out = response.getOutputStream();
        while (!reading && !completed.get() && out.isReady()) {
            byte[] ready = part;
            if (ready != null) {
                part = null;
                out.write(ready);
            } else if (next < parts) {
                reading = true;
                read(next++);
            } else {
                complete();
            }
        }
    }

    private void read(int index) {
        try {
            storage.execute(() -> {
                try {
                    arrived.set(
                            files.part(id, index).orElseThrow(() -> new IllegalStateException("the file has gone")));
                    wake();
                } catch (RuntimeException e) {
                    gone(e);
                }
            });
        } catch (RejectedExecutionException e) {
            gone(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        gone(failure);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        unavailable();
        complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void gone(Throwable failure) {
        LOG.log(Level.DEBUG, "A file did not come to its client whole", failure);
        complete();
    }

    private void complete() {
        if (end()) {
            try {
                context.complete();
            } catch (RuntimeException e) { // what it is, depends on the container
                LOG.log(Level.DEBUG, "The container has ended the request itself", e);
            }
        }
    }

    /** @return whether this is the first time */
    private boolean end() {
        boolean first = completed.compareAndSet(false, true);
        if (first) {
            ended.run();
        }
        return first;
    }
}
