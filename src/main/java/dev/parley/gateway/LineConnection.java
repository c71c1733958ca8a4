package dev.parley.gateway;

import dev.parley.chat.Message;
import dev.parley.chat.Outcome;
import dev.parley.chat.Visitor;
import dev.parley.transport.http.TextParts;
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
    private final String address;
    private final @Nullable Principal principal;
    private final Visitor visitor;
    private final TextParts text;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long heard;
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile @Nullable Ping ping;
    private volatile @Nullable Session session;
    private volatile @Nullable LineOutbox outbox;

    /** The last that was sent: its client has said something since it began, or has its time from when it was sent. */
    private record Ping(long begun, long sent) {}

    /** @param address that it comes from */
    LineConnection(LineConnections all, String address, @Nullable Principal principal) {
        this.all = all;
        this.address = address;
        this.text = new TextParts(all.settings().maxMessage());
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
        outbox = new LineOutbox(
                opened,
                all.work(),
                all.settings().outboxBytes(),
                () -> cut(CloseCodes.CLOSED_ABNORMALLY, "could not be sent to"));
        all.opened(this, address, principal);
    }

    void text(String part, boolean last) {
        heard();
        if (ended.get()) {
            return;
        }
        if (!text.fits(part)) {
            cut("max-message", CloseCodes.TOO_BIG, "message too big");
            return;
        }
        String line = text.add(part, last);
        if (line != null) {
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
        end();
    }

    /** @return whether it is the first that is told of the end */
    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        all.closed(this);
        all.chat().leave(visitor);
        LineOutbox mine = outbox;
        if (mine != null) {
            mine.close();
        }
        return true;
    }

    void send(String line) {
        LineOutbox mine = outbox;
        if (mine != null && !mine.offer(line)) {
            cut("outbox-bytes", CloseCodes.VIOLATED_POLICY, "too slow");
        }
    }

    /** @param now in nanoseconds */
    void tick(long now) {
        LineOutbox mine = outbox;
        if (mine == null) {
            return;
        }
        Ping last = ping;
        if (mine.sendingFor(now) > all.settings().sendTimeout().toNanos()) {
            cut("send-timeout", CloseCodes.VIOLATED_POLICY, "too slow");
        } else if (last != null && last.begun - heard > 0) {
            if (now - last.sent > all.settings().pingTimeout().toNanos()) {
                cut("ping-timeout", CloseCodes.GOING_AWAY, "no answer to pings");
            }
        } else if (now - heard > all.settings().pingInterval().toNanos() && mine.isIdle()) {
            ping();
        }
    }

    private void ping() {
        if (!pinging.compareAndSet(false, true)) {
            return;
        }
        try {
            all.blocking().execute(() -> {
                try {
                    long begun = System.nanoTime();
                    session().getBasicRemote().sendPing(ByteBuffer.allocate(0));
                    ping = new Ping(begun, System.nanoTime());
                } catch (IOException | RuntimeException e) { // what it is, depends on the container
                    LOG.log(Level.DEBUG, "A connection of the chat was gone already", e);
                    cut(CloseCodes.CLOSED_ABNORMALLY, "could not be sent to");
                } finally {
                    pinging.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            pinging.set(false); // the next tick tries again
        }
    }

    /** @param limit that the client has crossed, as its setting is called */
    private void cut(String limit, CloseCode code, String reason) {
        if (cut(code, reason)) {
            all.crossed().count(limit);
        }
    }

    /** @return whether it was open */
    boolean cut(CloseCode code, String reason) {
        boolean first = end();
        if (first) {
            all.closer().close(session(), code, reason);
        }
        return first;
    }

    private void answer(Outcome<Message> outcome) {
        if (outcome instanceof Outcome.Refused<Message> refused) {
            send(ClassicLines.notice(refused));
        }
    }

    private Session session() {
        return Objects.requireNonNull(session);
    }
}
