package dev.parley.transport.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An upgraded connection as one of the containers gives it, with what is known of that container: whatever a caller does that
 * the container would not bear fails here. The test is the container's threads and the client at the other end.
 */
public class FakeConnection implements WebConnection {
    /** The containers. */
    public enum Server {
        /** Grizzly: calls {@code onWritePossible} inside {@code setWriteListener}. */
        PAYARA,
        /** Undertow: nothing works before there is a listener; sends the whole array; repeats an error until thrown at. */
        WILDFLY,
        /** Is not ready before its own thread has said so; repeats the end until the connection is closed; is not to be thrown at. */
        TOMCAT
    }

    private static final int ENDLESS = 1_000;

    final AtomicInteger closes = new AtomicInteger();
    private final Server server;
    private final Output out = new Output();
    private final Input in = new Input();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closesBlock;
    private volatile boolean closed;

    /** Also for those that are in a container's package. */
    protected FakeConnection(Server server) {
        this.server = server;
    }

    /** One of that container, as the product tells containers apart. */
    static FakeConnection of(Server server) {
        return switch (server) {
            case PAYARA -> new FakeConnection(server);
            case WILDFLY -> new io.undertow.UndertowConnection();
            case TOMCAT -> new org.apache.coyote.CoyoteConnection();
        };
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
        if (closesBlock) {
            closing.countDown();
            blockUntilInterrupted();
            return;
        }
        closes.incrementAndGet();
        closed = true;
    }

    private static void blockUntilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on closing waits for the client, as Undertow's does when the client does not read. */
    void closesBlock() {
        closesBlock = true;
    }

    /** Waits until somebody is closing. */
    void awaitClosing() throws InterruptedException {
        closing.await();
    }

    /** The connection is gone, and the next write is the first to know. */
    void breaksSilently() {
        out.broken = true;
    }

    // ---- the container's threads

    /** The container's thread has time for the connection, whose client takes that many bytes before it pauses. */
    void takes(int bytes) throws IOException {
        if (out.takes(bytes)) {
            out.listener().onWritePossible();
        }
    }

    /** Bytes have come from the client. */
    void receives(byte[] bytes) throws IOException {
        in.add(bytes);
        if (in.listener != null) {
            in.listener().onDataAvailable();
        }
    }

    /** The client has closed its side in good order. Returns how often the container told it. */
    int clientLeaves() throws IOException {
        in.ended = true;
        switch (server) {
            case PAYARA -> in.listener().onError(new EOFException());
            case WILDFLY -> in.listener().onAllDataRead();
            case TOMCAT -> {
                return untilClosed(() -> {
                    in.listener().onError(new EOFException());
                    in.listener().onAllDataRead();
                });
            }
        }
        return 1;
    }

    /** The client has closed its side, and the container lets the end be read. */
    void endIsRead() throws IOException {
        in.ended = true;
        in.listener().onDataAvailable();
    }

    /** The connection was reset while the container had a part of an array to write. Returns how often it told it. */
    int isResetDuringWrite() throws IOException {
        out.broken = true;
        switch (server) {
            case PAYARA -> in.listener().onError(new NullPointerException("in the container"));
            case WILDFLY -> {
                for (int i = 1; i <= ENDLESS; i++) {
                    try {
                        out.listener().onError(new IOException("Connection reset by peer"));
                    } catch (RuntimeException e) {
                        return i;
                    }
                }
                throw new AssertionError("the container's I/O thread calls onError for ever");
            }
            case TOMCAT -> {
                return untilClosed(() -> out.listener().onError(new IOException("Connection reset by peer")));
            }
        }
        return 1;
    }

    @FunctionalInterface
    private interface Telling {
        void tell() throws IOException;
    }

    private int untilClosed(Telling telling) throws IOException {
        int told = 0;
        while (!closed && told < ENDLESS) {
            telling.tell(); // an exception from here would be one that Tomcat must not get
            told++;
        }
        return told;
    }

    // ---- the client

    /** What the client has got so far. */
    byte[] got() {
        synchronized (out) {
            return out.got.toByteArray();
        }
    }

    int flushes() {
        synchronized (out) {
            return out.flushes;
        }
    }

    private final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private @Nullable WriteListener listener;
        private boolean begun;
        private boolean owed;
        private int room;
        private int flushes;
        private boolean broken;

        @Override
        public void setWriteListener(WriteListener to) {
            if (listener != null) {
                throw new IllegalStateException("a second listener");
            }
            listener = to;
            if (server == Server.PAYARA) {
                begun = true;
                room = Integer.MAX_VALUE;
                try {
                    to.onWritePossible();
                } catch (IOException e) {
                    to.onError(e);
                }
            } else {
                owed = true;
            }
        }

        WriteListener listener() {
            return Objects.requireNonNull(listener);
        }

        /** Returns whether the container owes the application a call. */
        synchronized boolean takes(int bytes) {
            begun = true;
            room = bytes;
            boolean calls = owed && listener != null;
            owed = false;
            return calls;
        }

        @Override
        public synchronized boolean isReady() {
            if (listener == null && server == Server.WILDFLY) {
                throw new IllegalStateException("UT010034");
            }
            owed |= !begun || room <= 0;
            return !owed;
        }

        @Override
        public void write(int b) {
            throw new AssertionError("a call a byte");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        @Override
        public synchronized void write(byte[] bytes, int off, int len) throws IOException {
            check("write");
            byte[] sent = server == Server.WILDFLY ? bytes : Arrays.copyOfRange(bytes, off, off + len);
            got.writeBytes(sent);
            room -= sent.length;
        }

        @Override
        public synchronized void flush() throws IOException {
            check("flush");
            flushes++;
        }

        private void check(String what) throws IOException {
            if (listener == null || !begun || owed || room <= 0) {
                throw new AssertionError(what + " although the container was not ready, which would block");
            } else if (broken) {
                throw new IOException("Connection reset by peer");
            }
        }
    }

    private static final class Input extends ServletInputStream {
        private byte[] available = {};
        private @Nullable ReadListener listener;
        private boolean ended;

        ReadListener listener() {
            return Objects.requireNonNull(listener);
        }

        void add(byte[] bytes) {
            int length = available.length;
            available = Arrays.copyOf(available, length + bytes.length);
            System.arraycopy(bytes, 0, available, length, bytes.length);
        }

        @Override
        public void setReadListener(ReadListener to) {
            if (listener != null) {
                throw new IllegalStateException("a second listener");
            }
            listener = to;
        }

        @Override
        public boolean isReady() {
            return available.length > 0 || ended;
        }

        @Override
        public boolean isFinished() {
            return ended && available.length == 0;
        }

        @Override
        public int read() {
            throw new AssertionError("a call a byte");
        }

        @Override
        public int read(byte[] target, int off, int len) {
            if (available.length == 0) {
                return -1;
            }
            int count = Math.min(len, available.length);
            System.arraycopy(available, 0, target, off, count);
            available = Arrays.copyOfRange(available, count, available.length);
            return count;
        }
    }
}
