package dev.parley.gateway;

import dev.parley.chat.Message;
import dev.parley.chat.Outcome;
import dev.parley.chat.Visitor;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One client of the chat's plain WebSocket, from the handshake that {@link ChatHandshakeFilter} has checked to its end. What
 * the container tells comes one call at a time. A message is taken in parts, so that the bound on it is Parley's own.
 */
final class LineConnection {
    private static final Logger LOG = System.getLogger("dev.parley.gateway");

    private final LineConnections all;
    private final @Nullable Principal principal;
    private final Visitor visitor;
    private final StringBuilder text = new StringBuilder();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long heard;
    private volatile long pinged;
    private volatile @Nullable Session session;
    private volatile @Nullable LineOutbox outbox;

    LineConnection(LineConnections all, @Nullable Principal principal) {
        this.all = all;
        this.principal = principal;
        this.visitor = new Visitor(
                person -> all.entered(this, person),
                principal == null ? null : principal.getName(),
                () -> cut(CloseCodes.VIOLATED_POLICY, "too fast"));
    }

    void open(Session opened) {
        opened.setMaxIdleTimeout(0); // pings find out who is gone
        session = opened;
        heard = System.nanoTime();
        pinged = heard;
        outbox = new LineOutbox(
                opened,
                all.work(),
                all.settings().outboxBytes(),
                () -> cut(CloseCodes.CLOSED_ABNORMALLY, "could not be sent to"));
        all.opened(this, principal);
    }

    void text(String part, boolean last) {
        heard();
        if (ended.get()) {
            return;
        }
        if (text.length() + part.length() > all.settings().maxMessage()) {
            cut(CloseCodes.TOO_BIG, "message too big");
            return;
        }
        text.append(part);
        if (last) {
            String line = text.toString();
            text.setLength(0);
            all.chat().line(visitor, line, this::answer);
        }
    }

    void binary() {
        cut(CloseCodes.CANNOT_ACCEPT, "only text is understood here");
    }

    void heard() {
        heard = System.nanoTime();
    }

    /** Called by the container, or with whatever ended the connection. */
    void closed() {
        if (ended.compareAndSet(false, true)) {
            all.closed(this);
            all.chat().leave(visitor);
            LineOutbox mine = outbox;
            if (mine != null) {
                mine.close();
            }
        }
    }

    void send(String line) {
        LineOutbox mine = outbox;
        if (mine != null && !mine.offer(line)) {
            cut(CloseCodes.VIOLATED_POLICY, "too slow");
        }
    }

    /** @param now in nanoseconds */
    void tick(long now) {
        LineOutbox mine = outbox;
        if (mine == null) {
            return;
        }
        long pingInterval = all.settings().pingInterval().toNanos();
        long pingTimeout = all.settings().pingTimeout().toNanos();
        if (mine.sendingFor(now) > all.settings().sendTimeout().toNanos()) {
            cut(CloseCodes.VIOLATED_POLICY, "too slow");
        } else if (now - heard > pingInterval + pingTimeout) {
            cut(CloseCodes.GOING_AWAY, "no answer to pings");
        } else if (now - pinged > pingInterval && mine.isIdle()) {
            pinged = now;
            blocking(() -> session().getBasicRemote().sendPing(ByteBuffer.allocate(0)));
        }
    }

    void cut(CloseCode code, String reason) {
        if (!ended.get()) {
            closed();
            blocking(() -> session().close(new CloseReason(code, reason)));
        }
    }

    private void answer(Outcome<Message> outcome) {
        if (outcome instanceof Outcome.Refused<Message> refused) {
            send(ClassicLines.notice(refused));
        }
    }

    private Session session() {
        return Objects.requireNonNull(session);
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void blocking(Action action) {
        try {
            all.blocking().execute(() -> {
                try {
                    action.run();
                } catch (IOException | RuntimeException e) { // what it is, depends on the container
                    LOG.log(Level.DEBUG, "A connection of the chat was gone already", e);
                    closed();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The server ends, and the container closes the connection itself", e);
        }
    }
}
