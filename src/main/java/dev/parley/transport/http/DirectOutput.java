package dev.parley.transport.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the socket itself while the container has nothing that would come before, and what the socket does not take through
 * the container, which then says when more may follow, as it does for everybody. So a frame costs a system call and not the
 * container's buffers besides; where many clients get a frame each, these are as much as the call is.
 *
 * <pre>
 *           isReady, all flushed and nothing waits
 *   BEHIND ───────────────────────────────────────► DIRECT
 *      ▲                                               │
 *      └───────────────────────────────────────────────┘  the socket takes less than all, or an array is long
 * </pre>
 *
 * <p>It begins behind the container, which may still have the head of its answer. For one thread at a time, as any stream.
 */
final class DirectOutput extends ServletOutputStream {
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");

    /** Bytes of the longest array that is written so: Java keeps a copy of the longest, outside of its heap, for each thread. */
    private static final int LONGEST = 64 << 10;

    private final ServletOutputStream container;
    private final SocketChannel socket;
    private final BooleanSupplier nothingWaits;

    private boolean behind = true;
    private boolean unflushed = true;

    private DirectOutput(ServletOutputStream container, PlainSocket socket) {
        this.container = container;
        this.socket = socket.channel();
        this.nothingWaits = socket.nothingWaits();
    }

    /** Over a stream of the container's: that stream itself if there is no socket that may be written to. */
    static ServletOutputStream over(ServletOutputStream container, @Nullable PlainSocket socket) {
        return socket == null ? container : new DirectOutput(container, socket);
    }

    @Override
    public void setWriteListener(WriteListener to) {
        container.setWriteListener(to);
    }

    @Override
    public boolean isReady() {
        if (!behind) {
            return true;
        }
        if (!container.isReady()) {
            return false;
        }
        behind = unflushed || !nothingWaits.getAsBoolean();
        return true;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int written = behind || length > LONGEST ? 0 : writeDirectly(from, offset, length);
        if (written < length) {
            behind = true;
            unflushed = true;
            container.write(from, offset + written, length - written);
        }
    }

    private int writeDirectly(byte[] from, int offset, int length) {
        try {
            return socket.write(ByteBuffer.wrap(from, offset, length));
        } catch (IOException e) {
            LOG.log(Level.TRACE, "The container will find the same, and end the connection", e);
            return 0;
        }
    }

    @Override
    public void flush() throws IOException {
        if (unflushed) {
            unflushed = false;
            container.flush();
        }
    }

    @Override
    public void close() throws IOException {
        container.close();
    }
}
