package dev.parley.transport.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a container that keeps to the specification: it calls a listener again only after {@code isReady} said no.
 * The test plays the client: {@link #clientSends}, {@link #clientReads}.
 */
final class FakeContainer implements WebConnection {
    private final In in = new In();
    private final Out out = new Out();
    boolean closed;

    /** Bytes that the container takes from the application while the client does not read. */
    private int room = Integer.MAX_VALUE;

    void clientReadsOnly(int bytes) {
        room = bytes;
    }

    /** The client takes what waits, and so many bytes more. */
    void clientReads(int bytes) throws IOException {
        room = bytes;
        if (out.asked) {
            out.asked = false;
            out.listener().onWritePossible();
        }
    }

    void clientSends(byte[] bytes) throws Exception {
        in.bytes = concat(Arrays.copyOfRange(in.bytes, in.position, in.bytes.length), bytes);
        in.position = 0;
        if (in.asked) {
            in.asked = false;
            in.listener().onDataAvailable();
        }
    }

    /** Bytes of the client's that nobody has read. */
    int unread() {
        return in.bytes.length - in.position;
    }

    byte[] written() {
        return out.written.toByteArray();
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
    public void close() {
        closed = true;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static final class In extends ServletInputStream {
        private static final int AT_ONCE = 100;

        private byte[] bytes = new byte[0];
        private int position;
        private boolean asked = true;
        private @Nullable ReadListener listener;

        private ReadListener listener() {
            return Objects.requireNonNull(listener);
        }

        @Override
        public boolean isReady() {
            boolean ready = position < bytes.length;
            asked = !ready;
            return ready;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(AT_ONCE, Math.min(length, bytes.length - position));
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public void setReadListener(ReadListener readListener) {
            listener = readListener;
        }
    }

    private final class Out extends ServletOutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean asked;
        private @Nullable WriteListener listener;

        private WriteListener listener() {
            return Objects.requireNonNull(listener);
        }

        @Override
        public boolean isReady() {
            asked = room <= 0;
            return room > 0;
        }

        @Override
        public void write(byte[] bytes) {
            written.writeBytes(bytes);
            room -= bytes.length;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setWriteListener(WriteListener writeListener) {
            listener = writeListener;
            try {
                writeListener.onWritePossible();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
