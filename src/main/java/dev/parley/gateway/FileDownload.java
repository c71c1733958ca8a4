package dev.parley.gateway;

import dev.parley.chat.FileStore;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
final class FileDownload extends AsyncAnswer {
    private final FileStore files;
    private final Executor storage;
    private final Runnable late;
    private final Runnable ended;
    private final boolean closes;

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
     * @param closes whether a connection carries one answer at a time, and has to be closed behind one that is not whole
     * @param late runs when its time is over before its end
     * @param ended runs once at the end
     */
    FileDownload(
            AsyncContext context,
            HttpServletResponse response,
            FileStore files,
            Executor storage,
            long timeoutMillis,
            boolean closes,
            Runnable late,
            Runnable ended) {
        super(context, response, timeoutMillis, "The file");
        this.files = files;
        this.storage = storage;
        this.closes = closes;
        this.late = late;
        this.ended = ended;
    }

    void send(FileStore.Kept found) {
        begin(head -> {
            id = found.file().id();
            parts = found.parts();
            FileHeaders.set(found.file(), head);
            if (closes && parts > 1) {
                head.setHeader("Connection", "close"); // Grizzly would let a client wait for the rest
            }
        });
    }

    @Override
    public void onWritePossible() {
        wake();
    }

    /** Goes on, on this thread or on the one that is at it. */
    private void wake() {
        if (turns.getAndIncrement() == 0) {
            use.during(this::takeTurns);
        }
    }

    private void takeTurns() {
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
        while (!reading && !hasEnded() && out.isReady()) {
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
    void late() {
        late.run();
    }

    @Override
    void ended() {
        ended.run();
    }
}
