package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a handler is told, whenever its connection is closed: by the container's calls, each from inside of another. */
class PayaraUpgradeHandlerTest {
    private final List<String> events = new ArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Connection container = new Connection();
    private final PayaraUpgradeHandler beginning = new PayaraUpgradeHandler();

    private Runnable whileItBegins = PayaraUpgradeHandlerTest::nothing;
    private Runnable whileItReads = PayaraUpgradeHandlerTest::nothing;
    private @Nullable WebConnection given;

    @Test
    void what_has_come_is_told_when_it_has_begun() {
        container.hasData = true;

        begin();

        assertThat(events).containsExactly("init", "begun", "data", "read");
    }

    @Test
    void a_connection_that_was_closed_before_does_not_begin() {
        beginning.bind(new Handler(), null, closed, null);
        closed.complete(null);

        beginning.init(container);

        assertThat(events).containsExactly("destroy");
    }

    @Test
    void one_that_was_closed_before_it_had_a_handler_does_not_begin_either() {
        closed.complete(null);

        begin();

        assertThat(events).containsExactly("destroy");
    }

    @Test
    void an_end_while_it_begins_is_told_afterwards() {
        whileItBegins = () -> closed.complete(null);

        begin();

        assertThat(events).containsExactly("init", "begun", "error");
    }

    @Test
    void an_end_while_it_reads_is_told_afterwards() {
        begin();
        whileItReads = () -> closed.complete(null);

        container.listener().onAvailable();

        assertThat(events).containsExactly("init", "begun", "data", "read", "error");
    }

    @Test
    void what_comes_while_it_reads_is_told_afterwards() {
        begin();
        whileItReads = () -> {
            whileItReads = PayaraUpgradeHandlerTest::nothing;
            container.listener().onAvailable();
        };

        container.listener().onAvailable();

        assertThat(events).containsExactly("init", "begun", "data", "read", "data", "read");
    }

    @Test
    void the_end_is_told_once_whoever_tells_of_it() throws IOException {
        begin();

        container.listener().listener.onError(new EOFException());
        closed.complete(null);
        container.listener().listener.onAllDataRead();
        container.listener().onAvailable();

        assertThat(events).containsExactly("init", "begun", "error");
    }

    @Test
    void a_handler_that_cannot_read_has_ended() {
        begin();
        whileItReads = () -> {
            throw new IllegalStateException("as a test wants it");
        };

        container.listener().onAvailable();

        assertThat(events).containsExactly("init", "begun", "data", "error");
    }

    @Test
    void the_containers_own_end_of_it_is_handed_on() {
        begin();

        beginning.destroy();

        assertThat(events).containsExactly("init", "begun", "destroy");
    }

    @Test
    void when_it_has_ended_nothing_reaches_the_container() throws Exception {
        begin();
        WebConnection connection = Objects.requireNonNull(given);
        closed.complete(null);
        container.hasData = true;

        assertThat(connection.getInputStream().isReady()).isFalse();
        assertThat(connection.getInputStream().available()).isZero();
        assertThatThrownBy(() -> connection.getInputStream().read()).isInstanceOf(EOFException.class);
        assertThat(connection.getOutputStream().isReady()).isFalse();
        assertThatThrownBy(() -> connection.getOutputStream().write(new byte[1]))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> connection.getOutputStream().flush()).isInstanceOf(EOFException.class);
        connection.close();
        assertThat(container.calls).isZero();
    }

    @Test
    void not_even_what_the_socket_does_not_take() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel socket = SocketChannel.open(listening.getLocalSocketAddress())) {
            beginning.bind(new Handler(), null, closed, new PlainSocket(socket, () -> true));
            beginning.init(container);
            ServletOutputStream out = Objects.requireNonNull(given).getOutputStream();
            out.write(new byte[1]);
            out.flush();
            assertThat(out.isReady()).isTrue();
            out.write(new byte[1]);
            assertThat(container.calls).isEqualTo(2);

            socket.shutdownOutput();
            closed.complete(null);

            assertThatThrownBy(() -> out.write(new byte[1])).isInstanceOf(EOFException.class);
            assertThat(container.calls).isEqualTo(2);
        }
    }

    @Test
    void when_it_was_closed_nothing_reaches_the_container_either() throws Exception {
        begin();
        WebConnection connection = Objects.requireNonNull(given);
        connection.close();
        connection.close();

        assertThat(connection.getInputStream().isReady()).isFalse();
        assertThat(connection.getOutputStream().isReady()).isFalse();
        assertThatThrownBy(() -> connection.getOutputStream().write(new byte[1]))
                .isInstanceOf(EOFException.class);
        assertThat(container.calls).isOne();
    }

    @Test
    void until_then_everything_does() throws Exception {
        begin();
        WebConnection connection = Objects.requireNonNull(given);

        connection.getOutputStream().write(new byte[1]);
        connection.getOutputStream().flush();
        connection.close();

        assertThat(container.calls).isEqualTo(3);
    }

    private static void nothing() {
        // as most tests want it
    }

    private void begin() {
        beginning.bind(new Handler(), null, closed, null);
        beginning.init(container);
    }

    private final class Handler implements HttpUpgradeHandler, ReadListener {
        @Override
        public void init(WebConnection connection) {
            events.add("init");
            given = connection;
            try {
                connection.getInputStream().setReadListener(this);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            whileItBegins.run();
            events.add("begun");
        }

        @Override
        public void destroy() {
            events.add("destroy");
        }

        @Override
        public void onDataAvailable() {
            events.add("data");
            whileItReads.run();
            events.add("read");
        }

        @Override
        public void onAllDataRead() {
            events.add("all");
        }

        @Override
        public void onError(Throwable failure) {
            events.add("error");
        }
    }

    /** The listener that the container has, whose calls fail the test if they fail. */
    private record Listening(ReadListener listener) {
        void onAvailable() {
            try {
                listener.onDataAvailable();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As Payara has it: a listener that is set while data waits is called at once. */
    private static final class Connection implements WebConnection {
        private boolean hasData;
        private int calls;
        private @Nullable Listening listening;

        Listening listener() {
            return Objects.requireNonNull(listening);
        }

        @Override
        @SuppressWarnings("InputStreamSlowMultibyteRead")
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public void setReadListener(ReadListener listener) {
                    listening = new Listening(listener);
                    if (hasData) {
                        listener().onAvailable();
                    }
                }

                @Override
                public boolean isReady() {
                    return hasData;
                }

                @Override
                public boolean isFinished() {
                    return false;
                }

                @Override
                public int read() {
                    calls++;
                    return 0;
                }
            };
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void setWriteListener(WriteListener listener) {
                    // nobody asks it here
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void write(int octet) {
                    calls++;
                }

                @Override
                public void flush() {
                    calls++;
                }
            };
        }

        @Override
        public void close() {
            calls++;
        }
    }
}
