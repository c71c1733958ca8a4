package dev.parley.gateway;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lines that wait for one client, and one send in flight: a container may refuse a second, or block. Sends begin on the
 * executor, so that whoever offers a line to many clients does not pay for their sends.
 */
final class LineOutbox implements SendHandler {
    /** Java keeps a character in one byte or in two. */
    private static final int BYTES_OF_A_CHARACTER = 2;

    private enum Flight {
        STARTING,
        IN_FLIGHT,
        LANDED
    }

    private final Session connection;
    private final Executor work;
    private final long maxBytes;
    private final Runnable broken;
    private final Deque<String> waiting = new ArrayDeque<>(0);
    private final AtomicReference<Flight> flight = new AtomicReference<>(Flight.LANDED);
    private long bytes;
    private boolean sending;
    private long sendingSince;
    private boolean closed;

    /**
     * Makes an empty one.
     *
     * @param maxBytes of memory that the waiting lines may take
     * @param broken called when a send has failed, once or more
     */
    LineOutbox(Session connection, Executor work, long maxBytes, Runnable broken) {
        this.connection = connection;
        this.work = work;
        this.maxBytes = maxBytes;
        this.broken = broken;
    }

    /** Never blocks. @return false if the client is too far behind: the line will not be sent */
    boolean offer(String line) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            long more = (long) line.length() * BYTES_OF_A_CHARACTER;
            if (!waiting.isEmpty() && bytes + more > maxBytes) {
                return false;
            }
            waiting.add(line);
            bytes += more;
            if (sending) {
                return true;
            }
            sending = true;
            sendingSince = System.nanoTime();
        }
        try {
            work.execute(this::sendNext);
        } catch (RejectedExecutionException e) {
            sendNext();
        }
        return true;
    }

    /** Forgets what waits and takes nothing more. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        bytes = 0;
    }

    synchronized boolean isIdle() {
        return !sending;
    }

    /** Nanoseconds for which the send in flight has been in flight; 0 if there is none. */
    synchronized long sendingFor(long now) {
        return sending ? now - sendingSince : 0;
    }

    @Override
    public void onResult(SendResult result) {
        if (!result.isOK()) {
            broken.run();
        } else if (flight.getAndSet(Flight.LANDED) == Flight.IN_FLIGHT) {
            sendNext();
        }
    }

    /** Goes on as long as the container completes sends inside the call; else the completion goes on. */
    private void sendNext() {
        do {
            String line = next();
            if (line == null) {
                return;
            }
            flight.set(Flight.STARTING);
            try {
                connection.getAsyncRemote().sendText(line, this);
            } catch (RuntimeException e) { // what it is, depends on the container
                broken.run();
                return;
            }
        } while (!flight.compareAndSet(Flight.STARTING, Flight.IN_FLIGHT));
    }

    private synchronized @Nullable String next() {
        String line = waiting.poll();
        sending = line != null;
        sendingSince = System.nanoTime();
        if (line != null) {
            bytes -= (long) line.length() * BYTES_OF_A_CHARACTER;
        }
        return line;
    }
}
