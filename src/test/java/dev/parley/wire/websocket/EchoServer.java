package dev.parley.wire.websocket;

import dev.parley.wire.websocket.autobahn.Conversation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Answers every message with itself, in memory: the parts of this package put together as a server does. */
final class EchoServer implements MessageListener, Conversation.Wire, AutoCloseable {
    static final Limits LIMITS = new Limits(16 << 20, 65_536, Duration.ofSeconds(30), Duration.ofSeconds(5));

    private final Deque<byte[]> sent = new ArrayDeque<>();
    private final ClosingHandshake closing = new ClosingHandshake(LIMITS);
    private final @Nullable MessageDeflater deflater;
    private final FrameDecoder decoder;

    EchoServer(@Nullable DeflateParameters agreed) {
        deflater = agreed == null
                ? null
                : new MessageDeflater(agreed.serverNoContextTakeover(), agreed.serverMaxWindowBits());
        decoder = new FrameDecoder(
                FrameDecoder.Peer.CLIENT,
                LIMITS,
                this,
                agreed == null ? null : new MessageInflater(agreed.clientNoContextTakeover()),
                null);
    }

    @Override
    public void send(byte[] bytes, int offset, int count) {
        decoder.decode(bytes, offset, count);
    }

    @Override
    public byte @Nullable [] receive() {
        byte[] next = sent.poll();
        if (next == null && closing.state() != ClosingHandshake.State.CLOSED) {
            throw new AssertionError("the server has nothing to say, and does not end the connection");
        }
        return next;
    }

    @Override
    public void text(String text) {
        echo(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void binary(byte[] data) {
        echo(Opcode.BINARY, data);
    }

    private void echo(Opcode opcode, byte[] payload) {
        sent.add(
                deflater == null
                        ? FrameEncoder.frame(opcode, payload)
                        : FrameEncoder.frame(true, true, opcode, deflater.deflate(payload)));
    }

    @Override
    public void ping(byte[] data) {
        sent.add(FrameEncoder.frame(Opcode.PONG, data));
    }

    @Override
    public void pong(byte[] data) {
        // nothing answers a Pong
    }

    @Override
    public void close(int code, String reason) {
        last(closing.received(code, reason));
    }

    @Override
    public void failed(Violation violation) {
        last(closing.fail(violation));
    }

    private void last(byte @Nullable [] frame) {
        if (frame != null) {
            sent.add(frame);
        }
    }

    @Override
    public void close() {
        decoder.close();
        if (deflater != null) {
            deflater.close();
        }
    }
}
