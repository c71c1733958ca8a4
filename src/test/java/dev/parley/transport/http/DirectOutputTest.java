package dev.parley.transport.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches the socket, and what the container gets, over a real connection. */
class DirectOutputTest {
    private final Container container = new Container();
    private SocketChannel socket;
    private Socket client;
    private boolean containerHasData;
    private ServletOutputStream out;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket = SocketChannel.open(listening.getLocalSocketAddress());
            client = listening.accept();
        }
        socket.configureBlocking(false);
        out = DirectOutput.over(container, new PlainSocket(socket, () -> !containerHasData));
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        socket.close();
    }

    @Test
    void the_first_goes_through_the_container_which_may_have_the_head_of_its_answer() throws IOException {
        assertThat(out.isReady()).isTrue();
        out.write(bytes("first"));
        out.write(bytes("second"));
        out.flush();

        assertThat(container.written()).isEqualTo("firstsecond");
        assertThat(container.flushes).isEqualTo(1);
    }

    @Test
    void what_follows_is_written_to_the_socket() throws IOException {
        becomeDirect();

        out.write(bytes("to the "));
        out.write(bytes("(socket)"), 1, 6);
        out.write('!');
        out.flush();

        assertThat(received("to the socket!".length())).isEqualTo(bytes("to the socket!"));
        assertThat(container.written()).isEqualTo("head");
        assertThat(container.flushes).isEqualTo(1);
    }

    @Test
    void nothing_overtakes_what_the_container_has_not_flushed() throws IOException {
        out.write(bytes("head"));

        assertThat(out.isReady()).isTrue();
        out.write(bytes(" and body"));

        assertThat(container.written()).isEqualTo("head and body");
    }

    @Test
    void nothing_overtakes_what_waits_in_the_container() throws IOException {
        containerHasData = true;
        out.write(bytes("head"));
        out.flush();

        assertThat(out.isReady()).isTrue();
        out.write(bytes(" and body"));

        assertThat(container.written()).isEqualTo("head and body");
    }

    @Test
    void it_is_ready_when_the_container_is_until_it_is_direct() throws IOException {
        container.ready = false;
        assertThat(out.isReady()).isFalse();
        container.ready = true;
        becomeDirect();
        container.ready = false;

        assertThat(out.isReady()).isTrue();
    }

    @Test
    void what_the_socket_does_not_take_follows_through_the_container() throws IOException {
        becomeDirect();
        byte[] piece = new byte[50_000];
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Random random = new Random(1);
        container.reset();
        while (container.bytes.size() == 0) {
            random.nextBytes(piece);
            out.write(piece);
            sent.write(piece);
        }
        containerHasData = true;
        container.ready = false;

        assertThat(out.isReady()).isFalse();
        int direct = sent.size() - container.bytes.size();
        assertThat(received(direct)).isEqualTo(Arrays.copyOf(sent.toByteArray(), direct));
        assertThat(container.bytes.toByteArray())
                .isEqualTo(Arrays.copyOfRange(sent.toByteArray(), direct, sent.size()));
    }

    @Test
    void it_is_direct_again_when_the_container_has_written_all() throws IOException {
        what_the_socket_does_not_take_follows_through_the_container();
        container.reset();
        containerHasData = false;
        container.ready = true;
        out.flush();

        assertThat(out.isReady()).isTrue();
        out.write(bytes("on"));

        assertThat(received(2)).isEqualTo(bytes("on"));
        assertThat(container.written()).isEmpty();
    }

    @Test
    void an_array_of_which_Java_would_keep_a_long_copy_goes_through_the_container() throws IOException {
        becomeDirect();
        container.reset();

        out.write(new byte[(64 << 10) + 1]);

        assertThat(container.bytes.size()).isEqualTo((64 << 10) + 1);
    }

    @Test
    void a_connection_that_is_gone_is_the_containers_to_find() throws IOException {
        becomeDirect();
        socket.close();
        container.reset();

        out.write(bytes("nobody"));

        assertThat(container.written()).isEqualTo("nobody");
    }

    @Test
    void without_a_socket_all_goes_through_the_container() throws IOException {
        assertThat(DirectOutput.over(container, null)).isSameAs(container);
    }

    private void becomeDirect() throws IOException {
        out.write(bytes("head"));
        out.flush();
        assertThat(out.isReady()).isTrue();
    }

    private byte[] received(int count) throws IOException {
        InputStream in = client.getInputStream();
        return in.readNBytes(count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    /** The container's stream. */
    private static final class Container extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int flushes;
        private boolean ready = true;

        String written() {
            return bytes.toString(US_ASCII);
        }

        void reset() {
            bytes.reset();
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            // nobody asks it here
        }

        @Override
        public void write(int octet) {
            bytes.write(octet);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }

        @Override
        public void flush() {
            flushes++;
        }
    }
}
