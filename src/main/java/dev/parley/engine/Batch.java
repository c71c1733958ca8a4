package dev.parley.engine;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Packets that are written together and in this order. Immutable, and the same object for every session that is to receive
 * just them, so that a carrier which encodes frames itself may do that once for all of them: see {@link #frames}.
 */
public final class Batch extends AbstractList<Outgoing> implements RandomAccess {
    private final Outgoing[] packets;
    private final boolean droppable;
    private final long weight;
    private volatile byte @Nullable [] frames;

    private Batch(Outgoing[] packets) {
        this.packets = packets;
        long sum = 0;
        boolean all = true;
        for (Outgoing packet : packets) {
            sum += packet.size();
            all &= packet.droppable();
        }
        this.weight = sum;
        this.droppable = all;
    }

    static Batch of(List<Outgoing> packets) {
        return packets instanceof Batch batch ? batch : new Batch(packets.toArray(Outgoing[]::new));
    }

    static Batch join(List<Batch> batches) {
        if (batches.size() == 1) {
            return batches.get(0);
        }
        List<Outgoing> all = new ArrayList<>();
        batches.forEach(all::addAll);
        return new Batch(all.toArray(Outgoing[]::new));
    }

    @Override
    public Outgoing get(int index) {
        return packets[index];
    }

    @Override
    public int size() {
        return packets.length;
    }

    /** What the packets count in an outbox: the sum of {@link Outgoing#size}. */
    public long weight() {
        return weight;
    }

    /** Whether every packet is. A batch is dropped whole or not at all. */
    boolean droppable() {
        return droppable;
    }

    /**
     * All frames in one array, computed by whoever asks first. Shared: never write to it.
     *
     * @param encoder the same pure function at every call in an application
     */
    public byte[] frames(Function<Batch, byte[]> encoder) {
        byte[] encoded = frames;
        if (encoded == null) {
            encoded = encoder.apply(this);
            frames = encoded;
        }
        return encoded;
    }
}
