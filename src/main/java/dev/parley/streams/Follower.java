package dev.parley.streams;

import dev.parley.metrics.StreamCounters;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client that follows the clock: its place in the ticker's minute, and the rule how it moves on. Every tick after that
 * place is written once and in order, whenever the connection takes one; nothing is queued for the client, and past its
 * bound it is dropped.
 *
 * <p>Any thread may call {@link #wake()} and {@link #end}; the connection is touched by one thread at a time, which holds no
 * lock meanwhile.
 */
abstract class Follower {
    /** Why a client no longer follows. */
    enum End {
        /** It has got what it asked for. */
        ANSWERED,
        /** It went away or its connection broke. */
        LEFT,
        /** It did not read. */
        SLOW,
        /** Cut on purpose. */
        CUT,
        SERVER_CLOSED;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What bounds a client. */
    record Bounds(int maxBehind, boolean oneAnswer) {}

    private static final Logger LOG = System.getLogger("dev.parley.streams");

    private final Ticker ticker;
    private final StreamCounters counters;
    private final String address;
    private final Form form;
    private final Fault fault;
    private final Bounds bounds;

    /** Ticks up to this one came before the client, who gets them whatever its fault is. */
    private final long newestAtStart;

    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicReference<@Nullable End> ending = new AtomicReference<>();

    /** The fields below belong to whoever has the turn. */
    private long last;

    private boolean answered;
    private boolean over;

    Follower(Ticker ticker, StreamCounters counters, ClockRequest request, Bounds bounds) {
        this.ticker = ticker;
        this.counters = counters;
        this.address = request.address();
        this.form = request.form();
        this.fault = request.fault();
        this.bounds = bounds;
        this.newestAtStart = ticker.newest().id();
        long visible = ticker.visible(fault.delay());
        long asked = request.after().orElse(visible - 1);
        boolean isFromAnotherTime = asked > newestAtStart;
        this.last = isFromAnotherTime ? visible - 1 : Math.max(asked, visible - Ticker.KEPT);
    }

    final String address() {
        return address;
    }

    final Form form() {
        return form;
    }

    final Duration delay() {
        return fault.delay();
    }

    /** Begins to follow. */
    final boolean start() {
        if (!ticker.join(this)) {
            return false;
        }
        counters.opened(form.kind().label());
        wake();
        return true;
    }

    /** Tells that something is new: a tick, room to write, or the end. Never blocks. */
    final void wake() {
        if (turns.getAndIncrement() == 0) { // else whoever has the turn looks again
            takeTurns();
        }
    }

    /** Has the turn, until there is nothing to do. */
    void takeTurns() {
        int seen = 1;
        while (seen != 0) {
            turn();
            seen = turns.addAndGet(-seen);
        }
    }

    /** Ends the client; the first reason counts. */
    final void end(End why) {
        ending.compareAndSet(null, why);
        wake();
    }

    private void turn() {
        if (over) {
            return;
        }
        try {
            moveOn();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A client of the clock is gone", e);
            ending.compareAndSet(null, End.LEFT);
        }
        End why = ending.get();
        if (why != null) {
            over = true;
            ticker.leave(this);
            counters.closed(form.kind().label(), why.label());
            finish(why);
        }
    }

    private void moveOn() throws IOException {
        while (ending.get() == null) {
            if (!isWritable()) {
                if (ticker.visible(fault.delay()) - Math.max(last, newestAtStart) > bounds.maxBehind()) {
                    ending.compareAndSet(null, End.SLOW);
                }
                return;
            }
            if (answered) {
                ending.compareAndSet(null, End.ANSWERED);
                return;
            }
            Tick next = ticker.after(last, fault.delay());
            if (next == null) {
                flush();
                return;
            }
            if (next.id() > newestAtStart && fault.cutsAt(next.id())) {
                ending.compareAndSet(null, End.CUT);
                return;
            }
            byte[] bytes = next.encoded(form);
            write(bytes);
            counters.sent(form.kind().label(), bytes.length);
            last = next.id();
            answered = bounds.oneAnswer();
        }
    }

    /** Whether a write is taken without blocking; if not, somebody calls {@link #wake()} once it is. */
    abstract boolean isWritable();

    /** Writes one whole array, which stays unchanged. */
    abstract void write(byte[] bytes) throws IOException;

    /** Sends what has been written, if the connection gathers it. */
    abstract void flush() throws IOException;

    /** Closes the connection. Called once. */
    abstract void finish(End why);
}
