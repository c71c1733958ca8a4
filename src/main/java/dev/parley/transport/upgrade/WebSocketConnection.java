package dev.parley.transport.upgrade;

import dev.parley.transport.http.ContainerSockets;
import dev.parley.wire.websocket.CloseCode;
import dev.parley.wire.websocket.ClosingHandshake;
import dev.parley.wire.websocket.DeflateParameters;
import dev.parley.wire.websocket.FrameDecoder;
import dev.parley.wire.websocket.FrameEncoder;
import dev.parley.wire.websocket.FrameObserver;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.MessageDeflater;
import dev.parley.wire.websocket.MessageInflater;
import dev.parley.wire.websocket.MessageListener;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket over a connection that the container has upgraded: frames in and out, pings answered, the closing handshake,
 * and the end, which comes once however many ways the container tells of it.
 *
 * <p>Between messages it holds no buffer.
 *
 * <p>Thread contract: {@link #send}, {@link #close} and {@link #drop} by any thread, and none blocks; {@link #frame} by one
 * thread at a time. The container reads with one thread at a time.
 */
public final class WebSocketConnection {
    private static final Logger LOG = System.getLogger("dev.parley.transport.upgrade");

    private final ConnectionHandler handler;
    private final OpenConnections connections;
    private final String address;
    private final Limits limits;
    private final SendDeadline sending;
    private final boolean observed;
    private final ClosingHandshake closing;
    private final FrameWriter writer;
    private final FrameDecoder decoder;
    private final FrameReader reader;
    private final @Nullable MessageDeflater deflater;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();

    private volatile @Nullable WebConnection container;
    private volatile boolean begun;
    private volatile boolean closeQueued;
    private volatile long closeDeadline;
    private volatile boolean paced;
    private volatile long heard;

    /**
     * @param address that the client comes from
     * @param deflate what was agreed about compression, or null
     * @param maxPending bytes that may wait to be written, unless they are one array
     * @param sendNanos how long the container may take to get rid of one array; a client that lets it wait for longer is cut
     */
    WebSocketConnection(
            ConnectionHandler handler,
            OpenConnections connections,
            String address,
            Limits limits,
            @Nullable DeflateParameters deflate,
            int maxPending,
            long sendNanos) {
        FrameObserver observer = handler.observer();
        this.handler = handler;
        this.connections = connections;
        this.address = address;
        this.limits = limits;
        this.sending = new SendDeadline(sendNanos);
        this.observed = observer != null;
        this.closing = new ClosingHandshake(limits);
        this.writer = new FrameWriter(new Writing(), maxPending);
        this.decoder = new FrameDecoder(
                FrameDecoder.Peer.CLIENT,
                limits,
                new Messages(),
                deflate == null ? null : new MessageInflater(deflate.clientNoContextTakeover()),
                observer);
        this.reader = new FrameReader(
                new Reading(), decoder, limits.incompleteMessage().toNanos(), connections::now);
        this.deflater = deflate == null
                ? null
                : new MessageDeflater(deflate.serverNoContextTakeover(), deflate.serverMaxWindowBits());
    }

    // ---- for the handler

    /**
     * Sends frames behind those sent before. When too much waits, the client does not read: it is cut, unless its handler
     * {@link ConnectionHandler#readsAtClientsPace}.
     *
     * @param frames whole frames in one array of just their length; may be shared, so nobody writes to it any more
     */
    public void send(byte[] frames) {
        if (!writer.add(frames, false)) {
            cutUnlessPaced();
        }
    }

    /** A message for this connection alone, compressed if that was agreed: to be sent before the next one is made. */
    public byte[] frame(Opcode opcode, byte[] payload) {
        MessageDeflater compressor = deflater;
        if (compressor != null) {
            try {
                return FrameEncoder.frame(true, true, opcode, compressor.deflate(payload));
            } catch (IllegalStateException e) {
                LOG.log(Level.TRACE, "The connection has ended meanwhile: nobody gets this frame", e);
            }
        }
        return FrameEncoder.frame(opcode, payload);
    }

    /**
     * Starts the closing handshake, behind what was sent. A peer that does not answer in time is dropped.
     *
     * @param code one that a server may send
     */
    public void close(int code, String reason) {
        byte[] frame = closing.close(code, reason, connections.now());
        if (frame != null) {
            queueClose(frame);
        }
    }

    /** Ends now, without another frame. */
    public void drop() {
        end(null);
    }

    private void cutUnlessPaced() {
        if (!paced) {
            cut("outbox-bytes");
        }
    }

    /** @param limit that the client, who does not read, has crossed */
    private void cut(String limit) {
        writer.discard();
        close(CloseCode.POLICY_VIOLATION, "slow consumer");
        tell(null, limit);
    }

    // ---- for the container's side

    /** Begins on the connection that the container has upgraded. */
    void start(WebConnection upgraded) {
        container = upgraded;
        paced = handler.readsAtClientsPace() && !Containers.spinWhileDataWaits(upgraded);
        heard = connections.now();
        boolean mayBegin = connections.add(this);
        begun = true;
        if (!mayBegin) {
            end(null);
        }
        if (ended.get()) { // perhaps before it began: some containers tell of a client that is gone first
            leave();
            return;
        }
        try {
            ServletInputStream in = upgraded.getInputStream();
            handler.opened(this);
            writer.start(ContainerSockets.outputOf(upgraded), Containers.repeatErrorsUntilThrownAt(upgraded));
            reader.start(in);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A connection was gone as soon as it was upgraded", e);
            end(null);
        }
    }

    /** Whether {@link #closeContainer} never blocks, and belongs into whichever call of the container ends the connection. */
    boolean closesAtOnce() {
        return Containers.closeAfterListeners(container);
    }

    /** Closes the container's connection, which may block when the client does not read. */
    void closeContainer() {
        WebConnection connection = container;
        if (connection != null) {
            try {
                connection.close();
            } catch (Exception e) {
                LOG.log(Level.DEBUG, "The connection was gone before it could be closed", e);
            }
            Containers.attendTo(connection);
            Containers.forget(connection);
        }
    }

    /**
     * Looks at the deadlines.
     *
     * @return whether there is one
     */
    boolean tick(long now) {
        long progress = writer.progress();
        if (closeQueued) {
            if (now - closeDeadline >= 0 && !ended.get()) {
                connections.crossed().count("closing-timeout");
                end(null);
            }
        } else if (sending.hasPassed(progress, now)) {
            cut("send-timeout");
        } else if (reader.isOverdue(now)) {
            fail(Violation.MESSAGE_TOO_SLOW);
        } else if (mayBeIdle() && progress < 0 && now - heard >= connections.idleNanos()) {
            close(CloseCode.GOING_AWAY, "idle");
            tell(null, "idle-timeout");
        }
        return !ended.get() && (mayBeIdle() || closeQueued || progress >= 0 || reader.isInsideMessage());
    }

    /**
     * The end, by whatever way. Idempotent.
     *
     * @param failure if the connection broke, else null
     */
    void end(@Nullable Throwable failure) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (failure != null) {
            LOG.log(Level.DEBUG, "A WebSocket broke", failure);
        }
        closing.dropped();
        writer.stop();
        decoder.close();
        if (deflater != null) {
            deflater.close();
        }
        leave();
        tell(null, null);
    }

    /** Gives the place back, once, if there is one. */
    private void leave() {
        if (begun && left.compareAndSet(false, true)) {
            connections.ended(this);
        }
    }

    String address() {
        return address;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Whether there is a deadline for a client that says nothing. */
    private boolean mayBeIdle() {
        return connections.idleNanos() > 0;
    }

    /**
     * Tells the handler of the end, once.
     *
     * @param limit that the client has crossed, if that is why
     */
    private void tell(@Nullable Violation violation, @Nullable String limit) {
        if (told.compareAndSet(false, true)) {
            if (limit != null) {
                connections.crossed().count(limit);
            }
            handler.closed(violation);
        }
    }

    private void fail(Violation violation) {
        byte[] frame = closing.fail(violation);
        if (frame != null) {
            queueClose(frame);
        }
        // before the writer may report that all is written, which would be an end like any other
        tell(violation, violation.limit());
        writer.finish();
    }

    private void queueClose(byte[] frame) {
        closeDeadline = connections.now() + limits.closing().toNanos();
        closeQueued = true;
        connections.watch(this);
        handler.answering(frame);
        writer.addLast(frame);
    }

    /** What the writer reports. */
    private final class Writing implements FrameWriter.Owner {
        @Override
        public void drained() {
            handler.drained();
            reader.resume();
        }

        @Override
        public void waits() {
            connections.watch(WebSocketConnection.this);
        }

        @Override
        public void finished() {
            end(null);
        }

        @Override
        public void broken(Throwable failure) {
            end(failure);
        }
    }

    /** What the reader asks and reports. */
    private final class Reading implements FrameReader.Owner {
        @Override
        public boolean hasEnded() {
            return ended.get();
        }

        @Override
        public boolean letsWait() {
            return paced && !closeQueued && writer.isFull();
        }

        @Override
        public void heard() {
            if (mayBeIdle()) {
                heard = connections.now();
            }
        }

        @Override
        public void messageBegan() {
            connections.watch(WebSocketConnection.this);
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            end(failure);
        }
    }

    /** What the decoder read. */
    private final class Messages implements MessageListener {
        @Override
        public void text(String text) {
            reader.messageEnded();
            if (!closeQueued) {
                handler.text(text);
            }
        }

        @Override
        public void binary(byte[] data) {
            reader.messageEnded();
            if (!closeQueued) {
                handler.binary(data);
            }
        }

        @Override
        public void ping(byte[] data) {
            if (!closeQueued) {
                byte[] pong = FrameEncoder.frame(Opcode.PONG, data);
                handler.answering(pong);
                if (!writer.add(pong, !observed)) {
                    cutUnlessPaced();
                }
            }
        }

        @Override
        public void pong(byte[] data) {
            // it needs no answer (section 5.5.3)
        }

        @Override
        public void close(int code, String reason) {
            byte[] frame = closing.received(code, reason);
            if (frame != null) {
                queueClose(frame);
            }
            tell(null, null);
            writer.finish();
        }

        @Override
        public void failed(Violation violation) {
            fail(violation);
        }
    }
}
