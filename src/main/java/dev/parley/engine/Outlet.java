package dev.parley.engine;

import dev.parley.wire.engineio.EnginePacket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing half of a session: its outbox, and the transports that take from it.
 *
 * <pre>
 *   no candidate --propose--&gt; CANDIDATE --probe--&gt; PROBED --promote--&gt; the active transport; no candidate
 *        ^                        |                   |
 *        +----- dropCandidate ----+-------------------+
 * </pre>
 *
 * <p>The active transport says {@link #ready}. Whoever then finds something to write takes the token ({@code writing}) and a
 * batch under the lock, and writes the batch without the lock. A {@code ready} from inside that write finds the token taken
 * and returns: no recursion, and one write at a time. An upgrade moves one pointer, never the packets: nothing is lost,
 * doubled or reordered. A late {@code ready} of the retired transport is known by its identity.
 *
 * <p>Thread-safe. No transport is called under the lock.
 */
final class Outlet {
    /** The second transport, until it has proved itself. */
    private static final class Candidate {
        final Transport transport;
        final long deadline;
        boolean ready;
        boolean probed;

        Candidate(Transport transport, long deadline) {
            this.transport = transport;
            this.deadline = deadline;
        }
    }

    private static final Logger LOG = System.getLogger("dev.parley.engine");
    private static final Batch NOOP = Batch.of(List.of(Outgoing.of(new EnginePacket.Noop())));
    private static final Batch PROBE_ANSWER = Batch.of(List.of(Outgoing.of(new EnginePacket.Pong("probe"))));

    private final EngineSession session;
    private final Outbox outbox;

    private volatile Transport active;
    private volatile @Nullable Candidate candidate;
    /** The active transport said ready, and nothing was given to it since. */
    private boolean writable;
    /** Some thread is in {@link #drain} with a batch. */
    private boolean writing;

    private boolean nothingFollows;
    private boolean shut;

    Outlet(EngineSession session, Outbox outbox, Transport first) {
        this.session = session;
        this.outbox = outbox;
        this.active = first;
    }

    Transport active() {
        return active;
    }

    /**
     * Puts a batch behind what waits, and writes what can be written.
     *
     * @return false when more waits than may wait
     */
    boolean write(Batch batch) {
        long waiting;
        synchronized (this) {
            if (!shut && !nothingFollows && !outbox.add(batch)) {
                return false;
            }
            waiting = outbox.weight();
        }
        session.countWaiting(waiting);
        drain();
        return true;
    }

    /** Whether {@code transport} is one that something may be written to. */
    boolean ready(Transport transport) {
        synchronized (this) {
            if (shut) {
                return false;
            } else if (transport != active) {
                Candidate second = candidate(transport);
                if (second != null) {
                    second.ready = true;
                }
                return second != null;
            }
            writable = true;
        }
        drain();
        return true;
    }

    /** Lets a second transport try to take over: one at a time, and only while the first is polling. */
    boolean propose(Transport second, long deadline) {
        synchronized (this) {
            if (shut || candidate != null || active.kind() != Transport.Kind.POLLING) {
                return false;
            }
            candidate = new Candidate(second, deadline);
            return true;
        }
    }

    /** The candidate proved that it receives: it is answered, and a parked GET is released so that polling can stop. */
    boolean probe(Transport transport) {
        synchronized (this) {
            Candidate second = candidate(transport);
            if (second == null || second.probed || !second.ready) {
                return false;
            }
            second.probed = true;
            second.ready = false;
        }
        write(transport, PROBE_ANSWER);
        drain();
        return true;
    }

    /** The candidate becomes the active transport. */
    boolean promote(Transport transport) {
        Transport first;
        boolean parked;
        synchronized (this) {
            Candidate second = candidate(transport);
            if (second == null || !second.probed) {
                return false;
            }
            first = active;
            parked = writable;
            active = transport;
            writable = second.ready;
            candidate = null;
        }
        if (parked) {
            write(first, NOOP);
        }
        drain();
        return true;
    }

    /** Forgets the candidate if it is this transport. */
    void dropCandidate(Transport transport) {
        synchronized (this) {
            if (candidate(transport) != null) {
                candidate = null;
            }
        }
    }

    /** The candidate, which is none from now on. */
    @Nullable
    Transport dropCandidate() {
        synchronized (this) {
            Candidate dropped = candidate;
            candidate = null;
            return dropped == null ? null : dropped.transport;
        }
    }

    boolean hasCandidate() {
        return candidate != null;
    }

    boolean candidateIsLate(long now) {
        Candidate second = candidate;
        return second != null && now - second.deadline >= 0;
    }

    /**
     * Takes nothing more. Once all is written, and the transport is ready to be told, {@link EngineSession#drained} is called.
     *
     * @param discard whether nobody is there any more to whom what waits could be written
     */
    void finish(boolean discard) {
        synchronized (this) {
            nothingFollows = true;
            if (discard) {
                outbox.clear();
            }
        }
        drain();
    }

    /** Lets nothing through any more, and hands over the transports to be closed: none but the first time. */
    List<Transport> shut() {
        synchronized (this) {
            List<Transport> all = new ArrayList<>();
            if (!shut) {
                all.add(active);
            }
            if (!shut && candidate != null) {
                all.add(candidate.transport);
            }
            shut = true;
            outbox.clear();
            return all;
        }
    }

    private void drain() {
        boolean mine = false;
        while (true) {
            Transport transport;
            Batch batch;
            synchronized (this) {
                writing &= !mine;
                if (writing || !writable || shut) {
                    return;
                }
                transport = active;
                batch = next(transport);
                if (batch == null && !nothingFollows) {
                    return;
                }
                mine = true;
                writing = true;
                writable = false;
            }
            if (batch == null) {
                session.drained();
                return;
            }
            write(transport, batch);
        }
    }

    private @Nullable Batch next(Transport transport) {
        if (!outbox.isEmpty()) {
            return outbox.take(transport.batchLimit());
        }
        return candidate != null && candidate.probed ? NOOP : null;
    }

    private void write(Transport transport, Batch batch) {
        session.countSent(batch);
        try {
            transport.write(batch);
        } catch (RuntimeException | Error e) {
            // Transports do not throw; one that does must not keep the token of this session for ever.
            LOG.log(Level.ERROR, "A connection ends because its transport failed unexpectedly; please report it", e);
            session.lost(transport, CloseReason.TRANSPORT_ERROR);
        }
    }

    private @Nullable Candidate candidate(Transport transport) {
        return candidate != null && candidate.transport == transport ? candidate : null;
    }
}
