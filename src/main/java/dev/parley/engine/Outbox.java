package dev.parley.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for one client, bounded in packets and in weight ({@link Outgoing#size}). Belongs to its {@link Outlet}, whose
 * lock guards it; a transport only ever borrows a batch.
 */
final class Outbox {
    private final int maxPackets;
    private final long maxWeight;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>(0);
    private int packets;
    private long weight;
    private int droppable;

    Outbox(int maxPackets, long maxWeight) {
        this.maxPackets = maxPackets;
        this.maxWeight = maxWeight;
    }

    /**
     * Adds packets that stay together. What is droppable goes first, and a droppable batch that finds no room is gone. An
     * empty outbox takes anything: one long message is no sign of a slow client.
     *
     * @return false if there is no room: then nothing was added, and the client is too slow
     */
    boolean add(Batch batch) {
        if (!hasRoomFor(batch)) {
            if (batch.droppable()) {
                return true;
            }
            dropDroppable();
            if (!hasRoomFor(batch)) {
                return false;
            }
        }
        waiting.add(batch);
        count(batch, 1);
        return true;
    }

    /** What waits, in bytes. */
    long weight() {
        return weight;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes what waits, in order and as one batch, as far as it weighs no more than the limit, but at least the first. */
    Batch take(long limit) {
        List<Batch> taken = new ArrayList<>(waiting.size());
        long sum = 0;
        do {
            Batch next = waiting.remove();
            count(next, -1);
            taken.add(next);
            sum += next.weight();
        } while (!waiting.isEmpty() && sum + waiting.element().weight() <= limit);
        return Batch.join(taken);
    }

    void clear() {
        waiting.clear();
        packets = 0;
        weight = 0;
        droppable = 0;
    }

    private boolean hasRoomFor(Batch batch) {
        return waiting.isEmpty() || (packets + batch.size() <= maxPackets && weight + batch.weight() <= maxWeight);
    }

    private void dropDroppable() {
        if (droppable > 0) {
            waiting.removeIf(batch -> {
                if (batch.droppable()) {
                    count(batch, -1);
                }
                return batch.droppable();
            });
        }
    }

    private void count(Batch batch, int sign) {
        packets += sign * batch.size();
        weight += sign * batch.weight();
        if (batch.droppable()) {
            droppable += sign;
        }
    }
}
