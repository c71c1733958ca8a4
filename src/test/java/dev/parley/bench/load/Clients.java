package dev.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Many Socket.IO clients of one server, on the thread that calls. Nothing happens but inside {@link #poll}. */
public final class Clients implements AutoCloseable {
    /** Gets every event and acknowledgement. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param bytes has the message, from its first character ({@code 4} of Engine.IO) at {@code from} to before {@code to};
         *     only during the call
         * @param now {@link System#nanoTime} of when the bytes were read
         */
        void message(Client client, byte[] bytes, int from, int to, long now);
    }

    private static final int BUFFER = 256 * 1024;
    private static final int HANDSHAKES_AT_ONCE = 64;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final InetSocketAddress address;
    private final String namespace;
    private final Selector selector;
    private final byte[] buffer = new byte[BUFFER];
    private final List<Client> all = new ArrayList<>();
    private final TreeMap<String, Integer> ends = new TreeMap<>();
    private Listener listener = (client, bytes, from, to, now) -> {};
    private boolean closing;
    private int endedCount;
    private long pings;

    /** In the main namespace of a server on this machine. */
    public Clients(int port) throws IOException {
        this(port, "");
    }

    /** @param namespace as packets have it: {@code /chat,}, or nothing for the main one */
    public Clients(int port, String namespace) throws IOException {
        this.namespace = namespace;
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        selector = Selector.open();
    }

    public void listener(Listener next) {
        listener = next;
    }

    /** As packets have it. */
    public String namespace() {
        return namespace;
    }

    public List<Client> all() {
        return all;
    }

    /** Clients whose connection has ended without being asked to. */
    public int lost() {
        return closing ? 0 : endedCount;
    }

    /** Why connections ended, and how often each. */
    public String ends() {
        return ends.toString();
    }

    /** Pings of Engine.IO that came and were answered. */
    public long pings() {
        return pings;
    }

    /**
     * Connects more clients, a bounded number of handshakes at once, until all have joined the namespace.
     *
     * @return nanoseconds that it took
     * @throws IOException if they have not by the deadline, or a connection ends
     */
    public long connect(int count, Duration deadline) throws IOException {
        long start = System.nanoTime();
        int target = all.size() + count;
        int joined = all.size();
        while (joined < target) {
            while (all.size() < target && all.size() - joined < HANDSHAKES_AT_ONCE) {
                open();
            }
            poll(10_000_000);
            while (joined < all.size() && all.get(joined).state() == Client.State.JOINED) {
                joined++;
            }
            if (lost() > 0 || System.nanoTime() - start > deadline.toNanos()) {
                throw new IOException(joined + " of " + target + " clients have joined; ends of connections: " + ends);
            }
        }
        return System.nanoTime() - start;
    }

    private void open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Client client = new Client(this, all.size(), channel, key);
        key.attach(client);
        all.add(client);
        if (channel.connect(address)) {
            client.connected(host());
        }
    }

    /**
     * Handles what is there; if there is nothing, waits for it.
     *
     * @param nanos how long to wait at most; less than a millisecond is not waited for at all
     */
    public void poll(long nanos) {
        try {
            long millis = nanos / 1_000_000;
            int ready = millis > 0 ? selector.select(millis) : selector.selectNow();
            if (ready > 0) {
                Set<SelectionKey> keys = selector.selectedKeys();
                keys.forEach(this::handle);
                keys.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Polls until the condition holds.
     *
     * @return whether it does, or the deadline passed
     */
    public boolean pollUntil(BooleanSupplier condition, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            poll(1_000_000);
        }
        return true;
    }

    private void handle(SelectionKey key) {
        Client client = (Client) key.attachment();
        try {
            if (key.isValid() && key.isConnectable()) {
                client.connected(host());
            }
            if (key.isValid() && key.isWritable()) {
                client.writable();
            }
            if (key.isValid() && key.isReadable()) {
                client.readable(buffer, listener);
            }
        } catch (IOException e) {
            failed(client, e);
        }
    }

    private String host() {
        return "127.0.0.1:" + address.getPort();
    }

    void failed(Client client, IOException e) {
        ends.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
        client.end();
    }

    void closedByServer(int code) {
        ends.merge("close code " + code, 1, Integer::sum);
    }

    void ended() {
        endedCount++;
    }

    void pinged() {
        pings++;
    }

    /** Says goodbye for all clients, and drops those whose server does not end the connection in time. */
    @Override
    public void close() throws IOException {
        closing = true;
        all.forEach(Client::close);
        pollUntil(() -> endedCount == all.size(), FAREWELL);
        all.forEach(Client::end);
        selector.close();
    }
}
