package dev.parley.abuse;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A well-behaved client of the structured chat, over whatever carries its packets. */
abstract class Talker implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();

    /** Sends one Socket.IO packet with its Engine.IO type. */
    abstract void send(String packet) throws IOException, InterruptedException;

    /** A packet came, or {@code ""} if the connection has ended. */
    final void received(String packet) throws IOException, InterruptedException {
        if (packet.equals("2")) {
            send("3");
        } else {
            got.add(packet);
        }
    }

    final void join(String name) throws IOException, InterruptedException {
        send("40/chat,");
        await("40/chat,");
        send("42/chat,0[\"join\",{\"name\":\"" + name + "\"}]");
        await("\"ok\":true");
    }

    final void say(String text) throws IOException, InterruptedException {
        send("42/chat,1[\"say\",{\"text\":\"" + text + "\"}]");
    }

    /**
     * Reads on until a packet has that in it.
     *
     * @throws IOException also if something was refused
     */
    final void await(String part) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String packet = got.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (packet != null && !packet.isEmpty() && !packet.contains(part)) {
            if (packet.startsWith("43/chat,") && packet.contains("\"ok\":false")) {
                throw new IOException("refused: " + packet);
            }
            packet = got.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (packet == null || packet.isEmpty()) {
            throw new IOException(packet == null ? "nothing came in " + PATIENCE_SECONDS + " s" : "cut off");
        }
    }

    @Override
    public abstract void close();
}
