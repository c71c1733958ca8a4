package dev.parley.transport.polling;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineSession;
import dev.parley.engine.Outgoing;
import dev.parley.engine.Transport;
import dev.parley.transport.http.Answer;
import dev.parley.wire.engineio.EngineCodec;
import dev.parley.wire.engineio.EngineFormatException;
import dev.parley.wire.engineio.EnginePacket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO over HTTP long-polling: ready while a GET is parked, and each batch answers that GET. Safe for every thread.
 */
final class PollingTransport implements Transport {
    static final String CONTENT_TYPE = "text/plain; charset=UTF-8";

    private static final int OK = 200;
    private static final String CLOSE = EngineCodec.encode(new EnginePacket.Close());
    private static final String NOOP = EngineCodec.encode(new EnginePacket.Noop());

    private final AtomicReference<@Nullable Answer> parked = new AtomicReference<>();
    private final AtomicBoolean posting = new AtomicBoolean();
    private final int maxPayload;
    private volatile @Nullable EngineSession session;

    /** @param maxPayload bytes of one answer, unless a single message is longer */
    PollingTransport(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    void bind(EngineSession opened) {
        session = opened;
    }

    /**
     * Keeps a GET until there is something to answer.
     *
     * @return false if it will not be answered: another one is parked, which ends the session (Engine.IO protocol v4, "HTTP
     *     long-polling": one GET at a time), or the session does not poll any more
     */
    boolean park(Answer poll) {
        if (!parked.compareAndSet(null, poll)) {
            lost(CloseReason.TRANSPORT_ERROR);
            return false;
        }
        EngineSession bound = session;
        // A session that has just ended or changed to WebSocket knows this transport no more and never answers.
        return (bound != null && bound.ready(this)) || !parked.compareAndSet(poll, null);
    }

    /** The client has left its parked GET. */
    void aborted(Answer poll) {
        parked.compareAndSet(poll, null);
        lost(CloseReason.TRANSPORT_ERROR);
    }

    /**
     * Begins to take a POST.
     *
     * @return false if another one is being taken, which ends the session
     */
    boolean beginPost() {
        if (posting.compareAndSet(false, true)) {
            return true;
        }
        lost(CloseReason.TRANSPORT_ERROR);
        return false;
    }

    void endPost() {
        posting.set(false);
    }

    /**
     * Takes the packets of a body.
     *
     * @return false if it is not a payload, which ends the session
     */
    boolean receive(String payload) {
        EngineSession bound = session;
        List<EnginePacket> packets;
        try {
            packets = EngineCodec.decodePayload(payload);
        } catch (EngineFormatException e) {
            lost(CloseReason.PARSE_ERROR);
            return false;
        }
        if (bound != null) {
            packets.forEach(packet -> bound.received(this, packet));
        }
        return true;
    }

    void lost(CloseReason why) {
        EngineSession bound = session;
        if (bound != null) {
            bound.lost(this, why);
        }
    }

    @Override
    public Kind kind() {
        return Kind.POLLING;
    }

    @Override
    public long batchLimit() {
        return maxPayload;
    }

    @Override
    public void write(List<Outgoing> batch) {
        Answer poll = parked.getAndSet(null);
        if (poll == null) {
            return; // the client has left, which ends the session
        }
        StringBuilder payload = new StringBuilder();
        for (Outgoing packet : batch) {
            if (!payload.isEmpty()) {
                payload.append(EngineCodec.SEPARATOR);
            }
            payload.append(packet.text());
        }
        poll.answer(OK, CONTENT_TYPE, payload.toString());
    }

    /** A client that closes or upgrades is released with a noop; any other is told to close. */
    @Override
    public void close(CloseReason why) {
        Answer poll = parked.getAndSet(null);
        if (poll != null) {
            poll.answer(OK, CONTENT_TYPE, why == CloseReason.TRANSPORT_CLOSE ? NOOP : CLOSE);
        }
    }
}
