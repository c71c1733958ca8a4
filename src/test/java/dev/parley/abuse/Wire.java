package dev.parley.abuse;

import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A TCP connection on which the attacker says every byte. */
final class Wire implements AutoCloseable {
    private static final String OPENING = String.join(
            "\r\n",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "");
    private static final int PATIENCE_MILLIS = 1_000;
    private static final ScheduledThreadPoolExecutor WATCH = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "attackers' patience");
        thread.setDaemon(true);
        return thread;
    });

    private static final int MOST_READ = 1 << 20;
    private static final int TEXT = 0x81;

    static {
        WATCH.setRemoveOnCancelPolicy(true); // there are thousands a second
    }

    private final Socket socket = new Socket();
    private final String host;

    /** @param receiveBuffer bytes that the kernel takes for a client that does not read; 0 for as many as it likes */
    Wire(int port, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoLinger(true, 0); // ends by a reset
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        host = "127.0.0.1:" + port;
    }

    /** @throws IOException also if the server does not read what it is sent */
    Wire send(byte... bytes) throws IOException {
        Future<?> givingUp = WATCH.schedule(this::giveUp, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            socket.getOutputStream().write(bytes);
        } finally {
            givingUp.cancel(false);
        }
        return this;
    }

    private void giveUp() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Characters up to U+00FF as bytes. */
    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A request's first line and these headers, each with its end, and the empty line. */
    Wire request(String line, String headers) throws IOException {
        return send(head(line, headers));
    }

    private String head(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
    }

    Wire get(String path) throws IOException {
        return request("GET " + path, "");
    }

    Wire post(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return request("POST " + path, "Content-Length: " + bytes.length + "\r\n")
                .send(bytes);
    }

    /** Asks for a WebSocket with further headers, each with its end, and reads the answer's head. */
    Wire upgrade(String path, String headers) throws IOException {
        request("GET " + path, OPENING + headers);
        head();
        return this;
    }

    /** Asks for a WebSocket, and sends frames with it before there can be an answer, which is left where it is. */
    Wire upgradeWith(String path, byte[] frames) throws IOException {
        byte[] head = head("GET " + path, OPENING).getBytes(StandardCharsets.ISO_8859_1);
        return send(ByteBuffer.allocate(head.length + frames.length)
                .put(head)
                .put(frames)
                .array());
    }

    Wire frame(int firstByte, byte[] payload) throws IOException {
        return send(new ClientFrames(payload.length).raw(firstByte, payload).toBytes());
    }

    Wire text(String... messages) throws IOException {
        for (String message : messages) {
            frame(TEXT, message.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** No more comes from here. */
    Wire shut() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Up to the end of an answer's head; what there is if it does not come. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        int ends = 0;
        try {
            for (int next = in.read(); next >= 0 && head.size() < MOST_READ; next = in.read()) {
                head.write(next);
                ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
                if (ends == 2) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            // the server waits for more
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** All that comes within these milliseconds of silence, or until the end. */
    String read(int millis) throws IOException {
        socket.setSoTimeout(millis);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 << 10];
        try {
            for (int count = 0;
                    count >= 0 && all.size() < MOST_READ;
                    count = socket.getInputStream().read(buffer)) {
                all.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException e) {
            // silence
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
