package dev.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One Socket.IO client over a WebSocket, in one namespace: as little as a client can do and be one. Used by the thread
 * of its {@link Clients} alone.
 */
public final class Client {
    enum State {
        HANDSHAKE,
        JOINING,
        JOINED,
        ENDED
    }

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final int MAX_OUTPUT = 1 << 20;

    private final Clients clients;
    private final int index;
    private final SocketChannel channel;
    private final SelectionKey key;

    /** The start of a frame, or of the answer to the handshake, whose rest has not come. */
    private byte[] rest = NOTHING;

    private ByteBuffer output = ByteBuffer.allocate(0); // what the socket did not take, ready to be written
    private State state = State.HANDSHAKE;

    Client(Clients clients, int index, SocketChannel channel, SelectionKey key) {
        this.clients = clients;
        this.index = index;
        this.channel = channel;
        this.key = key;
    }

    /** From 0, in the order in which the clients were made. */
    public int index() {
        return index;
    }

    State state() {
        return state;
    }

    /** Sends one text message. */
    public void send(String message) {
        send(Frames.TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    /** Says goodbye; the server then ends the connection. */
    void close() {
        if (state == State.HANDSHAKE) {
            end();
        } else {
            send(Frames.CLOSE, new byte[] {3, (byte) 0xe8}); // 1000: normal closure
        }
    }

    void connected(String host) throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        write(ByteBuffer.wrap(Frames.handshake(host).getBytes(StandardCharsets.US_ASCII)));
    }

    void writable() throws IOException {
        channel.write(output);
        if (!output.hasRemaining()) {
            output = ByteBuffer.allocate(0);
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Reads once, so that every client has its turn. */
    void readable(byte[] bytes, Clients.Listener listener) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).put(rest);
        if (channel.read(buffer) < 0) {
            end();
            return;
        }
        long now = System.nanoTime();
        int end = buffer.position();
        int from = state == State.HANDSHAKE ? head(bytes, end) : 0;
        int next = state == State.HANDSHAKE ? -1 : from;
        while (next >= 0) {
            from = next;
            next = frame(bytes, from, end, now, listener);
        }
        rest = from == end ? NOTHING : Arrays.copyOfRange(bytes, from, end);
        if (rest.length == bytes.length) {
            throw new IOException("a message of more than " + bytes.length + " bytes");
        }
    }

    /** @return where the frames begin, or 0 if the head is not complete */
    private int head(byte[] bytes, int end) throws IOException {
        for (int i = 0; i + END_OF_HEAD.length <= end; i++) {
            if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                String head = new String(bytes, 0, i, StandardCharsets.US_ASCII);
                if (!head.startsWith("HTTP/1.1 101 ")) {
                    throw new IOException("the server refuses a WebSocket: "
                            + head.lines().findFirst().orElse(""));
                }
                state = State.JOINING;
                return i + END_OF_HEAD.length;
            }
        }
        return 0;
    }

    /** @return where the next frame begins, or -1 if this one is not complete */
    private int frame(byte[] bytes, int from, int end, long now, Clients.Listener listener) throws IOException {
        int payload = Frames.payloadStart(bytes, from, end);
        int next = payload < 0 ? -1 : payload + Frames.payloadLength(bytes, from);
        if (payload < 0 || next > end) {
            return -1;
        }
        int opcode = Frames.opcode(bytes, from);
        if (opcode == Frames.TEXT) {
            message(bytes, payload, next, now, listener);
        } else if (opcode == Frames.PING) {
            send(Frames.PONG, Arrays.copyOfRange(bytes, payload, next));
        } else if (opcode == Frames.CLOSE) {
            send(Frames.CLOSE, Arrays.copyOfRange(bytes, payload, Math.min(next, payload + 2)));
            clients.closedByServer(Frames.closeCode(bytes, payload, next));
        } else {
            throw new IOException("a frame with opcode " + opcode + ", where only text is expected");
        }
        return next;
    }

    private void message(byte[] bytes, int from, int to, long now, Clients.Listener listener) throws IOException {
        byte type = bytes[from];
        byte packet = to - from > 1 ? bytes[from + 1] : 0;
        if (type == '2') {
            send("3");
            clients.pinged();
        } else if (type == '0') {
            send("40" + clients.namespace());
        } else if (type == '4' && packet == '0') {
            state = State.JOINED;
        } else if (type == '4' && (packet == '2' || packet == '3')) {
            listener.message(this, bytes, from, to, now);
        } else if (type != '1' && type != '6') { // a close, which the end of the connection follows, and a noop
            throw new IOException("unexpected: " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private void send(int opcode, byte[] payload) {
        if (state == State.ENDED) {
            return;
        }
        try {
            write(ByteBuffer.wrap(Frames.masked(opcode, payload)));
        } catch (IOException e) {
            clients.failed(this, e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (!output.hasRemaining()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            if (output.remaining() + bytes.remaining() > MAX_OUTPUT) {
                throw new IOException("the server does not read");
            }
            ByteBuffer all = ByteBuffer.allocate(output.remaining() + bytes.remaining());
            output = all.put(output).put(bytes).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Drops the connection. */
    void end() {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        key.cancel();
        clients.ended();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
