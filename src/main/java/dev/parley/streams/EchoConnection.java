package dev.parley.streams;

import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the echo does for one connection: one send in flight, since containers differ in what a second does, and a bound for
 * what waits. The container delivers one message at a time and completes sends on any thread; the lock guards the queue.
 */
final class EchoConnection implements SendHandler {
    static final String ANSWER = "5. 服务器说:";

    private final AtomicInteger places;
    private final int maxMessage;
    private final int maxWaiting;
    private final Executor blocking;

    private final StringBuilder message = new StringBuilder();
    private final Deque<String> waiting = new ArrayDeque<>(1);
    private long waitingCharacters;
    private boolean inFlight;
    private boolean ended;
    private @Nullable Session connection;

    /**
     * @param places of all connections to the echo; one is taken while this is open
     * @param maxMessage characters of one message
     * @param maxWaiting characters that may wait for a client, unless it is one message
     * @param blocking runs the closing of connections, which may wait for a client that does not read
     */
    EchoConnection(AtomicInteger places, int maxMessage, int maxWaiting, Executor blocking) {
        this.places = places;
        this.maxMessage = maxMessage;
        this.maxWaiting = maxWaiting;
        this.blocking = blocking;
    }

    void open(Session session) {
        session.setMaxIdleTimeout(0);
        places.decrementAndGet();
        connection = session;
    }

    /** A part of a message: the container keeps no buffer, so the bound is Parley's. */
    void text(String part, boolean last) {
        if (message.length() + part.length() > maxMessage) {
            close(CloseCodes.TOO_BIG, "message too big");
            return;
        }
        message.append(part);
        if (last) {
            String answer = ANSWER + message;
            message.setLength(0);
            send(answer);
        }
    }

    private void send(String answer) {
        boolean tooSlow;
        synchronized (waiting) {
            tooSlow = !waiting.isEmpty() && waitingCharacters + answer.length() > maxWaiting;
            if (!tooSlow && !ended) {
                waiting.add(answer);
                waitingCharacters += answer.length();
            }
        }
        if (tooSlow) {
            close(CloseCodes.VIOLATED_POLICY, "slow consumer");
        } else {
            sendNext();
        }
    }

    private void sendNext() {
        String next;
        synchronized (waiting) {
            next = inFlight || ended ? null : waiting.poll();
            if (next == null) {
                return;
            }
            waitingCharacters -= next.length();
            inFlight = true;
        }
        Session to = connection;
        if (to != null) {
            to.getAsyncRemote().sendText(next, this);
        }
    }

    @Override
    public void onResult(SendResult result) {
        synchronized (waiting) {
            inFlight = false;
        }
        if (result.isOK()) {
            sendNext();
        } else {
            close(CloseCodes.UNEXPECTED_CONDITION, "");
        }
    }

    void close(CloseCode code, String reason) {
        Session open = connection;
        if (closed() && open != null) {
            WebSocketFollower.close(open, blocking, code, reason);
        }
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
        places.incrementAndGet();
        return true;
    }
}
