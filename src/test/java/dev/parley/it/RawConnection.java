package dev.parley.it;

import dev.parley.wire.websocket.autobahn.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A TCP connection on which the test says every byte: a request's head of its own, and frames behind it. */
final class RawConnection implements Conversation.Wire, AutoCloseable {
    /** The key of section 1.3, whose answer is known. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** What a client says that wants a WebSocket; each line without its end. */
    static final List<String> HANDSHAKE = List.of(
            "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: " + KEY, "Sec-WebSocket-Version: 13");

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int READ_BYTES = 64 << 10;

    private final URI target;
    private final Socket socket = new Socket();
    private final byte[] buffer = new byte[READ_BYTES];

    /** The head of an answer, and its body if it has one; names of headers in lower case, a repeated one's values behind each other. */
    record Answer(int status, Map<String, String> headers, String body) {}

    RawConnection(URI target) throws IOException {
        this(target, 0);
    }

    /** @param receiveBuffer bytes that the kernel takes for a client that does not read; 0 for as many as it likes */
    RawConnection(URI target, int receiveBuffer) throws IOException {
        this(target, receiveBuffer, "127.0.0.1");
    }

    /** @param from an address of this machine: all of 127.0.0.0/8 are */
    RawConnection(URI target, String from) throws IOException {
        this(target, 0, from);
    }

    private RawConnection(URI target, int receiveBuffer, String from) throws IOException {
        this.target = target;
        socket.bind(new InetSocketAddress(from, 0));
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), PATIENCE_MILLIS);
    }

    /** Asks for a WebSocket, with further headers. */
    Answer handshake(String... more) throws IOException {
        return ask("GET", Stream.concat(HANDSHAKE.stream(), Stream.of(more)).toList());
    }

    /** Asks for a WebSocket, and does not await the answer before more is sent with it. */
    void handshakeWith(byte[] more) throws IOException {
        byte[] head = head("GET", HANDSHAKE);
        byte[] both = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, both, head.length, more.length);
        send(both, 0, both.length);
    }

    /** Sends a request with just these headers, and Host. */
    Answer ask(String method, List<String> headers) throws IOException {
        begin(method, headers);
        return answer();
    }

    /** Sends the head of a request with just these headers, and Host. */
    void begin(String method, List<String> headers) throws IOException {
        byte[] head = head(method, headers);
        send(head, 0, head.length);
    }

    private byte[] head(String method, List<String> headers) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        String head = Stream.concat(
                        Stream.of(
                                method + " " + target.getRawPath() + query + " HTTP/1.1",
                                "Host: " + target.getAuthority()),
                        headers.stream())
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server said no more than: " + head);
            }
            head.write(next);
        }
        List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, next) -> first + ", " + next);
        }
        int status = Integer.parseInt(lines.get(0), "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
        return new Answer(status, headers, new String(body(status, headers, in), StandardCharsets.UTF_8));
    }

    /** That of an error ends with the connection if the head does not say its length (RFC 9112, section 6.3). */
    private static byte[] body(int status, Map<String, String> headers, InputStream in) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length")));
        }
        return status >= 400 && !headers.containsKey("transfer-encoding") ? in.readAllBytes() : new byte[0];
    }

    @Override
    public void send(byte[] bytes, int offset, int count) throws IOException {
        socket.getOutputStream().write(bytes, offset, count);
    }

    @Override
    public byte[] receive() throws IOException {
        try {
            int count = socket.getInputStream().read(buffer);
            return count < 0 ? null : Arrays.copyOf(buffer, count);
        } catch (SocketException e) {
            // A reset, as a server sends that ends a connection on which more has come than it wanted to read.
            return null;
        }
    }

    /** Ends with a reset instead of an end of what is sent. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
