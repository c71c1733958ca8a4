package dev.parley.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for one client, bounded in packets and in size ({@link Outgoing#size}). Belongs to its session, which guards it
 * by its lock; a transport only ever borrows a batch.
 */
final class Outbox {
    private final int maxPackets;
    private final int maxSize;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>(0);
    private int size;

    Outbox(int maxPackets, int maxSize) {
        this.maxPackets = maxPackets;
        this.maxSize = maxSize;
    }

    /**
     * Adds packets that stay together. What is droppable goes first, and a droppable packet that finds no room is gone.
     *
     * @return false if there is no room: then nothing was added, and the client is too slow
     */
    boolean add(List<Outgoing> packets) {
        int added = 0;
        boolean droppable = true;
        for (Outgoing packet : packets) {
            added += packet.size();
            droppable &= packet.droppable();
        }
        if (!hasRoomFor(packets.size(), added)) {
            if (droppable) {
                return true;
            }
            dropDroppable();
            if (!hasRoomFor(packets.size(), added)) {
                return false;
            }
        }
        waiting.addAll(packets);
        size += added;
        return true;
    }

    /** Everything that waits, in order; the outbox is empty afterwards. */
    List<Outgoing> takeAll() {
        List<Outgoing> batch = waiting.size() == 1 ? List.of(waiting.peek()) : new ArrayList<>(waiting);
        clear();
        return batch;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
        size = 0;
    }

    /** An empty outbox takes one packet of any size: its bound is that of the messages an application makes. */
    private boolean hasRoomFor(int packets, int added) {
        return waiting.isEmpty() || (waiting.size() + packets <= maxPackets && (long) size + added <= maxSize);
    }

    private void dropDroppable() {
        waiting.removeIf(packet -> {
            if (packet.droppable()) {
                size -= packet.size();
            }
            return packet.droppable();
        });
    }
}
