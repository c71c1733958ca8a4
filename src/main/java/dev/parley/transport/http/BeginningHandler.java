package dev.parley.transport.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins a connection for another handler, which is told of what has come only when its {@code init} is over. */
public final class BeginningHandler implements HttpUpgradeHandler {
    private volatile @Nullable HttpUpgradeHandler handler;

    /** For the container. */
    public BeginningHandler() {}

    /** Called between {@code upgrade()} and {@link #init}. */
    void bind(HttpUpgradeHandler to) {
        handler = to;
    }

    @Override
    public void init(WebConnection connection) {
        try {
            Beginning beginning = new Beginning(connection);
            Objects.requireNonNull(handler).init(beginning);
            beginning.in.listen();
        } catch (IOException e) {
            throw new IllegalStateException("the container's connection cannot be read", e);
        }
    }

    @Override
    public void destroy() {
        HttpUpgradeHandler mine = handler;
        if (mine != null) {
            mine.destroy();
        }
    }

    @SuppressWarnings("try") // what close() may throw is WebConnection's to say
    private static final class Beginning implements WebConnection {
        private final WebConnection connection;
        private final LateInput in;

        Beginning(WebConnection connection) throws IOException {
            this.connection = connection;
            this.in = new LateInput(connection.getInputStream());
        }

        @Override
        public ServletInputStream getInputStream() {
            return in;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return connection.getOutputStream();
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }

    /** The container's stream, whose listener it does not know before {@link #listen}. */
    private static final class LateInput extends ServletInputStream {
        private final ServletInputStream in;
        private @Nullable ReadListener listener;

        LateInput(ServletInputStream in) {
            this.in = in;
        }

        void listen() {
            if (listener != null) {
                in.setReadListener(listener);
            }
        }

        @Override
        public void setReadListener(ReadListener to) {
            listener = to;
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return in.read(into, offset, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
