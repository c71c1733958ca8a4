package dev.parley.transport.upgrade;

import dev.parley.wire.websocket.FrameDecoder;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the container has, by whoever calls first, once at a time, into an array of the thread; knows when the rest of an
 * incomplete message has to be there.
 */
final class FrameReader implements ReadListener {
    private static final Logger LOG = System.getLogger("dev.parley.transport.upgrade");

    /** Whom the frames are for. Called by whichever thread reads. */
    interface Owner {
        boolean hasEnded();

        /** Whether what the client sends has to wait, in its connection and in the end at the client's side. */
        boolean letsWait();

        /** Bytes have come. */
        void heard();

        /** A message has begun that is not whole: from now on there is a deadline. */
        void messageBegan();

        /**
         * The connection has ended; perhaps not for the first time.
         *
         * @param failure if it broke, else null
         */
        void ended(@Nullable Throwable failure);
    }

    private final Owner owner;
    private final FrameDecoder decoder;
    private final long messageNanos;
    private final LongSupplier clock;
    private final AtomicInteger calls = new AtomicInteger();

    private volatile @Nullable ServletInputStream in;
    private volatile boolean insideMessage;
    private volatile long messageDeadline;
    private volatile boolean paused;

    /* Touched only by the thread that reads. */
    private boolean messageEnded;

    /**
     * @param messageNanos how long a message may stay incomplete
     * @param clock the time in ns, of the clock whose time {@link #isOverdue} is told
     */
    FrameReader(Owner owner, FrameDecoder decoder, long messageNanos, LongSupplier clock) {
        this.owner = owner;
        this.decoder = decoder;
        this.messageNanos = messageNanos;
        this.clock = clock;
    }

    void start(ServletInputStream stream) {
        in = stream;
        stream.setReadListener(this);
    }

    /** The decoder has told of a whole message, while it was given what was read. */
    void messageEnded() {
        messageEnded = true;
    }

    boolean isInsideMessage() {
        return insideMessage;
    }

    /** Whether the rest of a message should have come, and was not kept from coming. */
    boolean isOverdue(long now) {
        return insideMessage && !paused && now - messageDeadline >= 0;
    }

    /** Reads on, if what the client sends had to wait. */
    void resume() {
        if (paused) {
            messageDeadline = clock.getAsLong() + messageNanos; // before the clock looks at it again
            paused = false;
            onDataAvailable();
        }
    }

    @Override
    public void onDataAvailable() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int done = 1;
        do {
            read();
            done = calls.addAndGet(-done);
        } while (done != 0);
    }

    @Override
    public void onAllDataRead() {
        owner.ended(null);
    }

    @Override
    public void onError(Throwable failure) {
        owner.ended(failure);
    }

    private void read() {
        ServletInputStream stream = in;
        byte[] buffer = ReadBuffer.ofThisThread();
        try {
            while (stream != null && !owner.hasEnded() && !pauses() && stream.isReady()) {
                int count = stream.read(buffer, 0, buffer.length);
                if (count < 0) {
                    owner.ended(null);
                } else {
                    decode(buffer, count);
                }
            }
        } catch (IOException e) {
            owner.ended(e);
        } catch (RuntimeException e) {
            if (!owner.hasEnded()) {
                LOG.log(Level.ERROR, "A WebSocket ends because of an unexpected failure; please report it", e);
            }
            owner.ended(e);
        }
    }

    private boolean pauses() {
        if (!owner.letsWait()) {
            paused = false; // a resume may have come before the pause that it ended
            return false;
        }
        paused = true; // before the second look, so that whoever drains the output meanwhile sees it
        paused = owner.letsWait();
        return paused;
    }

    private void decode(byte[] buffer, int count) {
        messageEnded = false;
        owner.heard();
        decoder.decode(buffer, 0, count);
        boolean inside = decoder.isInsideMessage();
        boolean begins = inside && !insideMessage;
        if (begins || (inside && messageEnded)) {
            messageDeadline = clock.getAsLong() + messageNanos;
        }
        insideMessage = inside;
        if (begins) {
            owner.messageBegan();
        }
    }
}
