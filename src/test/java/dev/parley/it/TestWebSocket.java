package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket that knows nothing of the protocols above it: what comes waits in a queue until the test asks. */
final class TestWebSocket implements WebSocket.Listener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private WebSocket socket;

    private TestWebSocket() {}

    /** Fails with the status with which the server refuses. */
    static TestWebSocket open(URI uri) {
        return open(uri, ServerIT.HTTP);
    }

    /** The same by a client that the test has made. */
    static TestWebSocket open(URI uri, HttpClient client) {
        TestWebSocket opened = new TestWebSocket();
        try {
            opened.socket = client.newWebSocketBuilder().buildAsync(uri, opened).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                HttpResponse<?> answer = refused.getResponse();
                throw new AssertionError(
                        answer.statusCode() + " " + answer.headers().map(), refused);
            }
            throw e;
        }
        return opened;
    }

    void send(String message) {
        socket.sendText(message, true).join();
    }

    /** Sends unless the connection has ended, or ends meanwhile. */
    void trySend(String message) {
        try {
            send(message);
        } catch (CompletionException e) {
            closed.complete(0);
        }
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    void send(byte... message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    String text() throws InterruptedException {
        return (String) next();
    }

    byte[] binary() throws InterruptedException {
        return (byte[]) next();
    }

    private Object next() throws InterruptedException {
        Object message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(message).describedAs("came within %d s", PATIENCE_SECONDS).isNotNull();
        return message;
    }

    /** Whether nothing has come that the test has not asked for. */
    boolean isQuiet() {
        return messages.isEmpty();
    }

    /** Waits until the server has ended the connection. */
    void awaitEnd() throws Exception {
        closeCode();
    }

    /** Waits for the code with which the server closes, or 0 if the connection breaks. */
    int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            messages.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            messages.add(binary.toByteArray());
            binary.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.complete(0);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
