package dev.parley.abuse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The server that is attacked, the connections that attackers leave open, and what they found. */
final class Target implements AutoCloseable {
    private static final int MOST_HELD = 400;

    private final int port;
    private final Deque<Wire> held = new ArrayDeque<>();
    private final Set<String> findings = new ConcurrentSkipListSet<>();

    Target(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    Wire open() throws IOException {
        return new Wire(port, 0);
    }

    /** One whose client takes next to nothing. */
    Wire openNarrow() throws IOException {
        return new Wire(port, 4 << 10);
    }

    /** Keeps a connection open until many others are. */
    void hold(Wire wire) throws IOException {
        Wire oldest = null;
        synchronized (held) {
            held.add(wire);
            if (held.size() > MOST_HELD) {
                oldest = held.remove();
            }
        }
        if (oldest != null) {
            oldest.close();
        }
    }

    /** Sends one byte more over each connection that is held, as slow clients do. */
    void drip() {
        List<Wire> all;
        synchronized (held) {
            all = List.copyOf(held);
        }
        for (Wire wire : all) {
            try {
                wire.send((byte) 'x');
            } catch (IOException e) {
                // the server has had enough of it
            }
        }
    }

    /** Notes what must not be. */
    void find(boolean bad, String what) {
        if (bad) {
            findings.add(what);
        }
    }

    Set<String> findings() {
        return findings;
    }

    /** The attackers go. */
    @Override
    public void close() throws IOException {
        synchronized (held) {
            for (Wire wire : held) {
                wire.close();
            }
            held.clear();
        }
    }
}
