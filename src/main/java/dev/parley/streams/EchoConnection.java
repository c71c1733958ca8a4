package dev.parley.streams;

import dev.parley.transport.http.TextParts;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the echo does for one connection: one send in flight, since containers differ in what a second does, and a bound for
 * what waits. The container delivers one message at a time and completes sends on any thread, inside the call or later; who
 * raises {@code sending} from 0 sends for all, so nothing recurses. The lock guards the queue.
 */
final class EchoConnection implements SendHandler {
    static final String ANSWER = "5. 服务器说:";

    /** Of a string with a character that is not Latin, and every answer has such. */
    private static final int BYTES_OF_A_CHARACTER = 2;

    private final EchoConnections all;
    private final String address;
    private final TextParts message;
    private final AtomicInteger sending = new AtomicInteger();
    private final Deque<String> waiting = new ArrayDeque<>(1);
    private long waitingBytes;
    private boolean inFlight;
    private long inFlightSince;
    private volatile long heard;
    private boolean ended;
    private @Nullable Session connection;

    /** @param address that it comes from */
    EchoConnection(EchoConnections all, String address) {
        this.all = all;
        this.address = address;
        this.message = new TextParts(all.settings().maxMessage());
    }

    void open(Session session) {
        session.setMaxIdleTimeout(0); // containers keep it differently
        heard = System.nanoTime();
        connection = session;
        all.opened(this, address);
    }

    void text(String part, boolean last) {
        heard = System.nanoTime();
        if (!message.fits(part)) {
            cut("max-message", CloseCodes.TOO_BIG, "message too big");
            return;
        }
        String whole = message.add(part, last);
        if (whole != null) {
            send(ANSWER + whole);
        }
    }

    private void send(String answer) {
        long bytes = (long) answer.length() * BYTES_OF_A_CHARACTER;
        boolean tooSlow;
        synchronized (waiting) {
            tooSlow =
                    !waiting.isEmpty() && waitingBytes + bytes > all.settings().outboxBytes();
            if (!tooSlow && !ended) {
                waiting.add(answer);
                waitingBytes += bytes;
            }
        }
        if (tooSlow) {
            cut("outbox-bytes", CloseCodes.VIOLATED_POLICY, "slow consumer");
        } else {
            sendWaiting();
        }
    }

    private void sendWaiting() {
        if (sending.getAndIncrement() != 0) {
            return;
        }
        int done = 1;
        do {
            String next = take();
            Session to = connection;
            if (next != null && to != null) {
                to.getAsyncRemote().sendText(next, this);
            }
            done = sending.addAndGet(-done);
        } while (done != 0);
    }

    private @Nullable String take() {
        synchronized (waiting) {
            String next = inFlight || ended ? null : waiting.poll();
            if (next != null) {
                waitingBytes -= (long) next.length() * BYTES_OF_A_CHARACTER;
                inFlight = true;
                inFlightSince = System.nanoTime();
            }
            return next;
        }
    }

    @Override
    public void onResult(SendResult result) {
        synchronized (waiting) {
            inFlight = false;
        }
        if (result.isOK()) {
            sendWaiting();
        } else {
            close(CloseCodes.UNEXPECTED_CONDITION, "");
        }
    }

    /** Nanoseconds for which the client has said nothing. */
    long silentFor(long now) {
        return now - heard;
    }

    /** Nanoseconds for which the client has let one message wait; 0 if none waits. */
    long sendingFor(long now) {
        synchronized (waiting) {
            return inFlight ? now - inFlightSince : 0;
        }
    }

    /** @param limit that the client has crossed, by what it bounds */
    void cut(String limit, CloseCode code, String reason) {
        if (close(code, reason)) {
            all.crossed().count(limit);
        }
    }

    /** @return whether it was open */
    boolean close(CloseCode code, String reason) {
        Session open = connection;
        boolean first = closed();
        if (first && open != null) {
            all.closer().close(open, code, reason);
        }
        return first;
    }

    /** Returns whether it was open. */
    boolean closed() {
        synchronized (waiting) {
            if (ended) {
                return false;
            }
            ended = true;
            waiting.clear();
        }
        all.closed(this);
        return true;
    }
}
