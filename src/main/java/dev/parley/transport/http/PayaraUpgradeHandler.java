package dev.parley.transport.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Payara and the handler of an upgraded connection, and tells that one at a time what it has to know: first that the
 * connection begins, then of what has come, once of its end, whenever that was. From its end on nothing reaches the container's
 * objects any more, which may serve another client by then.
 *
 * <p>Safe for every thread: whoever finds nobody telling does it, for the others too.
 */
public final class PayaraUpgradeHandler implements HttpUpgradeHandler {
    private final AtomicInteger calls = new AtomicInteger();

    private volatile @Nullable HttpUpgradeHandler handler;
    private volatile @Nullable FrameLengths lengths;
    private volatile @Nullable PlainSocket socket;
    private volatile @Nullable ReadListener listener;
    private volatile boolean hasCome;
    private volatile boolean gone;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;

    /* Touched only by the thread that tells. */
    private boolean told;

    /** For the container. */
    public PayaraUpgradeHandler() {}

    /**
     * Called between {@code upgrade()} and {@link #init}.
     *
     * @param lengths looks at the frames that the handler reads; null if it does so itself
     * @param closed completed when the container's connection is, by the thread that closes it, before the container forgets it
     * @param socket that may be written to, if there is one
     */
    void bind(
            HttpUpgradeHandler to,
            @Nullable FrameLengths lengths,
            CompletionStage<?> closed,
            @Nullable PlainSocket socket) {
        handler = to;
        this.lengths = lengths;
        this.socket = socket;
        closed.thenRun(() -> {
            gone = true;
            over(new EOFException("the client is gone"));
        });
    }

    @Override
    public void init(WebConnection connection) {
        if (calls.getAndIncrement() != 0 || told) {
            return; // ended before it began
        }
        try {
            ServletInputStream in = connection.getInputStream();
            Objects.requireNonNull(handler).init(new Beginning(connection, in));
            if (listener != null) {
                in.setReadListener(new Telling());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the container's connection cannot be read", e);
        } finally {
            tell(1);
        }
    }

    @Override
    public void destroy() {
        HttpUpgradeHandler mine = handler;
        if (mine != null) {
            mine.destroy();
        }
    }

    private void over(Throwable cause) {
        failure = cause;
        tell();
    }

    private void tell() {
        if (calls.getAndIncrement() == 0) {
            tell(1);
        }
    }

    private void tell(int calledBefore) {
        int done = calledBefore;
        do {
            tellOnce();
            done = calls.addAndGet(-done);
        } while (done != 0);
    }

    private void tellOnce() {
        ReadListener to = listener;
        Throwable end = failure;
        if (told) {
            return;
        }
        if (end != null) {
            tellEnd(to, end);
        } else if (hasCome && to != null) {
            hasCome = false;
            try {
                to.onDataAvailable();
            } catch (IOException | RuntimeException e) {
                tellEnd(to, e);
            }
        }
    }

    private void tellEnd(@Nullable ReadListener to, Throwable end) {
        told = true;
        if (to == null) {
            destroy();
        } else {
            to.onError(end);
        }
        handler = null; // the container keeps this until its request object serves another upgrade
        listener = null;
        socket = null;
    }

    /** What the container tells. */
    private final class Telling implements ReadListener {
        @Override
        public void onDataAvailable() {
            hasCome = true;
            tell();
        }

        @Override
        public void onAllDataRead() {
            over(new EOFException("the client has sent all that it had to"));
        }

        @Override
        public void onError(Throwable cause) {
            over(cause);
        }
    }

    @SuppressWarnings("try") // what close() may throw is WebConnection's to say
    private final class Beginning implements WebConnection {
        private final WebConnection container;
        private final Input in;
        private final ServletOutputStream out;

        Beginning(WebConnection container, ServletInputStream in) throws IOException {
            this.container = container;
            this.in = new Input(in);
            this.out = DirectOutput.over(new Output(container.getOutputStream()), socket);
        }

        @Override
        public ServletInputStream getInputStream() {
            return in;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return out;
        }

        @Override
        public void close() throws Exception {
            if (isOpen()) {
                closing = true;
                container.close();
            }
        }
    }

    private boolean isOpen() {
        return !gone && !closing;
    }

    private void needConnection() throws IOException {
        if (!isOpen()) {
            throw new EOFException("the client is gone");
        }
    }

    private final class Input extends ServletInputStream {
        private final ServletInputStream container;

        Input(ServletInputStream container) {
            this.container = container;
        }

        @Override
        public void setReadListener(ReadListener to) {
            listener = to;
        }

        @Override
        public boolean isReady() {
            return isOpen() && container.isReady();
        }

        @Override
        public boolean isFinished() {
            return !isOpen() || container.isFinished();
        }

        @Override
        public int available() throws IOException {
            return isOpen() ? container.available() : 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            needConnection();
            int count = container.read(into, offset, length);
            FrameLengths follower = lengths;
            if (follower != null && count > 0) {
                follower.follow(into, offset, count);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            if (isOpen()) {
                container.close();
            }
        }
    }

    private final class Output extends ServletOutputStream {
        private final ServletOutputStream container;

        Output(ServletOutputStream container) {
            this.container = container;
        }

        @Override
        public void setWriteListener(WriteListener to) {
            container.setWriteListener(to);
        }

        @Override
        public boolean isReady() {
            return isOpen() && container.isReady();
        }

        @Override
        public void write(int octet) throws IOException {
            needConnection();
            container.write(octet);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            needConnection();
            container.write(from, offset, length);
        }

        @Override
        public void flush() throws IOException {
            needConnection();
            container.flush();
        }

        @Override
        public void close() throws IOException {
            if (isOpen()) {
                container.close();
            }
        }
    }
}
