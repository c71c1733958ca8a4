package dev.parley.transport.upgrade;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames without blocking, while the container says that it is ready, and flushes once behind them.
 *
 * <p>Whoever raises {@code pumping} from 0 does the work of everybody who raises it meanwhile, so one thread writes at a time
 * and nobody waits; what a call from inside the work adds is done by the same loop, without recursion. The lock guards the
 * queues and is never held during I/O.
 *
 * <p>Containers differ, and this holds for all: the stream is not touched before the first {@link #onWritePossible}
 * (Undertow has no listener then, Tomcat is not ready, Grizzly calls it from inside {@code setWriteListener}); after
 * {@code isReady()} returned false the next call comes from the container; an array is always written whole, because
 * Undertow's asynchronous stream ignores offset and length; and what a client does not read is kept by the container, beside the
 * outbox, and for longer than the connection (Grizzly in what its threads cache, Undertow in the queue of its timers), so a long
 * array is given to it in pieces.
 */
final class FrameWriter implements WriteListener {
    /** Whom the frames belong to. Called by whichever thread writes. */
    interface Owner {
        /** All frames are written and flushed. */
        void drained();

        /** The container takes no more for now. */
        void waits();

        /** All is written, the last frame included. */
        void finished();

        /** The connection is broken; perhaps not for the first time. */
        void broken(Throwable failure);
    }

    /** The longest array that the container gets, and may keep, in bytes. */
    private static final int PIECE = 64 << 10;

    private final Owner owner;
    private final int maxPending;
    private final AtomicInteger pumping = new AtomicInteger();

    private final Deque<byte[]> messages = new ArrayDeque<>(1);
    /** Pongs overtake messages; most connections never have one. */
    private @Nullable Deque<byte[]> control;

    /** What is being given to the container in pieces: nothing overtakes the rest. */
    private byte @Nullable [] pieces;
    /** How much of it the container has, in bytes. */
    private int given;

    private long pending;
    private long taken;
    private boolean idle = true;
    private boolean lastIsQueued;

    private volatile @Nullable ServletOutputStream out;
    private volatile boolean throwing;
    private volatile boolean possible;
    private volatile boolean stopped;
    private volatile boolean failed;
    private volatile boolean finishing;

    /* Touched only by whoever pumps. */
    private boolean unflushed;
    private boolean undrained;

    /** @param maxPending bytes that may wait, unless they are one array */
    FrameWriter(Owner owner, int maxPending) {
        this.owner = owner;
        this.maxPending = maxPending;
    }

    /**
     * Begins. Frames may have been added before.
     *
     * @param throwAtRepeatedErrors whether the container repeats an error until it is thrown at
     */
    void start(ServletOutputStream stream, boolean throwAtRepeatedErrors) {
        throwing = throwAtRepeatedErrors;
        out = stream; // before the listener is set: Grizzly calls it at once
        stream.setWriteListener(this);
    }

    /**
     * Adds frames; behind the last frame nothing.
     *
     * @param frames shared, and not written to by anybody
     * @param overtakes whether they go before the messages that wait
     * @return false when more waits than may wait
     */
    boolean add(byte[] frames, boolean overtakes) {
        boolean fits;
        synchronized (this) {
            if (lastIsQueued || stopped) {
                return true;
            }
            fits = pending == 0 || pending + frames.length <= maxPending;
            idle = false;
            pending += frames.length;
            if (overtakes) {
                Deque<byte[]> queue = control == null ? new ArrayDeque<>(1) : control;
                queue.add(frames);
                control = queue;
            } else {
                messages.add(frames);
            }
        }
        pump();
        return fits;
    }

    /** Whether as much waits as may wait. */
    boolean isFull() {
        synchronized (this) {
            return pending >= maxPending;
        }
    }

    /** How many arrays the container has begun to take so far, or -1 if it has taken all and wants more: the client keeps up. */
    long progress() {
        synchronized (this) {
            return idle ? -1 : taken;
        }
    }

    /** Adds the frame behind which this side sends nothing; the connection stays for the answer. */
    void addLast(byte[] last) {
        synchronized (this) {
            if (lastIsQueued || stopped) {
                return;
            }
            messages.add(last);
            pending += last.length;
            lastIsQueued = true;
        }
        pump();
    }

    /** Has {@link Owner#finished} called when all is written. */
    void finish() {
        finishing = true;
        pump();
    }

    /** Forgets the messages that wait, but for what is left of one that was begun, without which the next would be garbage. */
    void discard() {
        synchronized (this) {
            messages.clear();
            control = null;
            pending = 0;
        }
    }

    /** Writes nothing from now on. */
    void stop() {
        stopped = true;
        synchronized (this) {
            pieces = null;
            given = 0;
            discard();
        }
    }

    @Override
    public void onWritePossible() {
        possible = true;
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        owner.broken(failure);
        boolean repeated = failed;
        failed = true;
        if (repeated && throwing) {
            throw new IllegalStateException("This connection has ended", failure);
        }
    }

    private void pump() {
        if (pumping.getAndIncrement() != 0) {
            return;
        }
        int done = 1;
        do {
            try {
                write();
            } catch (IOException | RuntimeException e) {
                stop();
                owner.broken(e);
            }
            done = pumping.addAndGet(-done);
        } while (done != 0);
    }

    private void write() throws IOException {
        ServletOutputStream stream = out;
        while (stream != null && possible && !stopped && stream.isReady()) {
            byte[] next = poll();
            if (next != null) {
                stream.write(next);
                unflushed = true;
            } else if (unflushed) {
                unflushed = false;
                undrained = true;
                stream.flush();
            } else if (undrained) {
                undrained = false;
                becomeIdle();
                owner.drained();
            } else {
                if (finishing) {
                    owner.finished();
                }
                return;
            }
        }
        if (!stopped) {
            owner.waits();
        }
    }

    private byte @Nullable [] poll() {
        synchronized (this) {
            byte[] whole = pieces == null ? pollWhole() : pieces;
            if (whole == null) {
                return null;
            }
            if (whole.length <= PIECE) {
                return whole;
            }
            int end = Math.min(given + PIECE, whole.length);
            byte[] piece = Arrays.copyOfRange(whole, given, end);
            boolean more = end < whole.length;
            pieces = more ? whole : null;
            given = more ? end : 0;
            return piece;
        }
    }

    private byte @Nullable [] pollWhole() {
        byte[] next = control == null ? null : control.poll();
        if (next == null) {
            control = null;
            next = messages.poll();
        }
        if (next != null) {
            pending -= next.length;
            taken++;
        }
        return next;
    }

    private void becomeIdle() {
        synchronized (this) {
            idle = pending == 0;
        }
    }
}
