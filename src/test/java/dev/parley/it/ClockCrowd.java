package dev.parley.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many clients of the clock on one thread. Each checks by itself that it gets each tick once and in order. One that polls asks
 * in the middle of each second; if it was late for one, its count begins anew.
 *
 * <p>By hand, for a server that holds 10,000: {@code java -cp target/test-classes dev.parley.it.ClockCrowd
 * http://127.0.0.1:8080/ EVENT_STREAM 10000 60} (clients, seconds).
 */
final class ClockCrowd implements AutoCloseable {
    /** What a client asks for. */
    enum Way {
        POLLING("application/json"),
        LONG_POLLING("application/json"),
        IFRAME("text/html"),
        EVENT_STREAM("text/event-stream"),
        WEBSOCKET("*/*");

        private final String accept;

        Way(String accept) {
            this.accept = accept;
        }

        /** As {@code /clock/counters} calls it. */
        String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** The tick as all ways have it at {@code detail=true}; what is not JSON's, framing included, lies between. */
    private static final Pattern TICK = Pattern.compile("\\{\"id\":(\\d+),[^}]*}");

    /** The end of a chunk and the length of the next (RFC 9112, section 7.1): nothing in the clock's answers looks like it. */
    private static final Pattern CHUNK = Pattern.compile("\r\n[0-9a-fA-F]+\r\n");

    private static final List<String> UPGRADE = List.of(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    private static final int AT_ONCE = 200; // connections that are being opened
    private static final int ONE_DELAYED_OF = 10;
    private static final int DELAY_MILLIS = 300;
    private static final int READ_BYTES = 64 * 1024;
    private static final int HEAD_CHARS = 12; // HTTP/1.1 200
    private static final long SECOND = 1_000; // ms, between two ticks

    private final InetSocketAddress address;
    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private int opening;
    private int begun;

    /** One client, and what it knows. */
    private final class Client {
        final Way way;
        final int number;
        SocketChannel channel;
        StringBuilder pending = new StringBuilder();
        boolean headSeen;
        long askAgain = Long.MAX_VALUE;
        long first;
        long last;
        String wrong = "";

        Client(Way way, int number) {
            this.way = way;
            this.number = number;
        }

        void open() throws IOException {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            channel.register(selector, SelectionKey.OP_CONNECT, this);
            opening++;
        }

        void connected(SelectionKey key) {
            try {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                ask();
            } catch (IOException e) {
                fail("did not connect: " + e.getMessage());
            }
        }

        private void ask() throws IOException {
            askAgain = Long.MAX_VALUE;
            boolean waits = way == Way.LONG_POLLING && last > 0;
            String query = "?detail=true" + (number % ONE_DELAYED_OF == 0 ? "&delay=" + DELAY_MILLIS : "")
                    + (waits ? "&wait=" + last : "");
            String upgrade = way == Way.WEBSOCKET ? String.join("\r\n", UPGRADE) + "\r\n" : "";
            ByteBuffer request = StandardCharsets.US_ASCII.encode("GET /clock" + query + " HTTP/1.1\r\nHost: "
                    + address.getHostString() + ":" + address.getPort() + "\r\nAccept: " + way.accept + "\r\n" + upgrade
                    + "\r\n");
            channel.write(request);
            if (request.hasRemaining()) {
                throw new IOException("a request did not fit into an empty connection");
            }
            headSeen = false;
        }

        void read() {
            buffer.clear();
            int count;
            try {
                count = channel.read(buffer);
            } catch (IOException e) {
                fail("broke: " + e.getMessage());
                return;
            }
            if (count < 0) {
                fail("was ended by the server");
                return;
            }
            pending.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
            try {
                look();
            } catch (IOException e) {
                fail("could not ask again: " + e.getMessage());
            }
        }

        private void look() throws IOException {
            if (!headSeen) {
                if (pending.length() < HEAD_CHARS) {
                    return;
                }
                String status = pending.substring(9, HEAD_CHARS);
                if (!status.equals(way == Way.WEBSOCKET ? "101" : "200")) {
                    fail("was answered " + pending);
                    return;
                }
                opening -= first == 0 ? 1 : 0;
                headSeen = true;
            }
            String text = CHUNK.matcher(pending).replaceAll("");
            Matcher tick = TICK.matcher(text);
            int end = 0;
            while (tick.find()) {
                end = tick.end();
                ticked(Long.parseLong(tick.group(1)));
            }
            if (end > 0) {
                pending = new StringBuilder(text.substring(end));
                if (way == Way.LONG_POLLING) {
                    ask();
                } else if (way == Way.POLLING) {
                    askAgain = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(untilMiddle());
                }
            }
        }

        private void ticked(long id) {
            if (first == 0) {
                first = id;
            } else if (way != Way.POLLING && id != last + 1) {
                wrong = "got tick " + id + " after " + last;
            } else if (way == Way.POLLING && id < last) {
                wrong = "was told " + id + " after " + last;
            } else if (id != last + 1) {
                first = id;
            }
            last = id;
        }

        /** Milliseconds until the middle of a second to come: as far from two ticks as can be. */
        private static long untilMiddle() {
            return SECOND - Math.floorMod(System.currentTimeMillis() - SECOND / 2, SECOND);
        }

        private void fail(String how) {
            opening -= first == 0 && !headSeen ? 1 : 0;
            wrong = how;
            askAgain = Long.MAX_VALUE;
            close();
        }

        void close() {
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    wrong = "could not close: " + e.getMessage();
                }
            }
        }
    }

    ClockCrowd(URI application) throws IOException {
        address = new InetSocketAddress(application.getHost(), application.getPort());
    }

    void add(Way way, int count) {
        for (int i = 0; i < count; i++) {
            clients.add(new Client(way, i));
        }
    }

    /**
     * Lets all go on until each has got that many ticks, but not longer than that.
     *
     * @return what went wrong, a line each
     */
    List<String> follow(int ticks, long seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end && wrong().isEmpty() && !haveAll(ticks)) {
            while (begun < clients.size() && opening < AT_ONCE) {
                clients.get(begun++).open();
            }
            selector.select(20);
            for (SelectionKey key : selector.selectedKeys()) {
                Client client = (Client) key.attachment();
                if (key.isValid() && key.isConnectable()) {
                    client.connected(key);
                } else if (key.isValid() && key.isReadable()) {
                    client.read();
                }
            }
            selector.selectedKeys().clear();
            askAgain();
        }
        List<String> wrong = wrong();
        if (wrong.isEmpty() && !haveAll(ticks)) {
            wrong = List.of("not all have " + ticks + " ticks after " + seconds + " s: " + this);
        }
        return wrong;
    }

    private void askAgain() throws IOException {
        long now = System.nanoTime();
        for (Client client : clients) {
            if (client.askAgain != Long.MAX_VALUE && now - client.askAgain >= 0) {
                client.ask();
            }
        }
    }

    private boolean haveAll(int ticks) {
        return clients.stream().allMatch(client -> client.first > 0 && client.last - client.first >= ticks - 1);
    }

    private List<String> wrong() {
        return clients.stream()
                .filter(client -> !client.wrong.isEmpty())
                .map(client -> client.way + " " + client.number + " " + client.wrong)
                .toList();
    }

    /** All leave, without a word. */
    @Override
    public void close() throws IOException {
        clients.forEach(Client::close);
        selector.close();
    }

    @Override
    public String toString() {
        long following = clients.stream().filter(client -> client.first > 0).count();
        return following + " of " + clients.size() + " clients have a tick";
    }

    public static void main(String[] arguments) throws IOException {
        try (ClockCrowd crowd = new ClockCrowd(URI.create(arguments[0]))) {
            crowd.add(Way.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
            int ticks = Integer.parseInt(arguments[3]);
            System.out.println("first ticks: " + crowd.follow(1, 120) + " " + crowd);
            System.out.println(
                    ticks + " ticks each, once and in order: " + crowd.follow(ticks, ticks + 120L) + " " + crowd);
        }
    }
}
