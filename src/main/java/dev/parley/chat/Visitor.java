package dev.parley.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from when it is there until {@link Chat#leave}. It is nobody's at first, and after a {@code join} one of
 * those of a person. Its commands are carried out one after the other. Everything in here belongs to the chat's lane.
 */
public final class Visitor {
    /** Parts of files that have no answer yet. */
    static final int MAX_PARTS = 4;

    private final Place place;
    private final @Nullable String account;
    private final Runnable end;
    private final Deque<Command> waiting = new ArrayDeque<>(0);
    private final Tempo tempo = new Tempo();
    private boolean occupied;
    private boolean gone;
    private boolean cut;
    private boolean away;
    private long writingFrom = Long.MIN_VALUE;
    private int unanswered;

    /** Thread-safe, as parts are counted before they come into the lane. */
    private final AtomicInteger parts = new AtomicInteger();

    private @Nullable Presence presence;

    /**
     * Where a connection stands in its way into the chat: called in order with {@link Audience#deliver}, and what is delivered
     * after a call follows from it. Must not block.
     */
    @FunctionalInterface
    public interface Place {
        /** Called once: it is one of this person's, and in the lobby. */
        void entered(Person me);

        /** Its person is a member of a room. */
        default void joined(RoomName room) {}

        /** Its person is no member any more. */
        default void left(RoomName room) {}
    }

    /** What one connection asked for. */
    @FunctionalInterface
    interface Command {
        /** @param done to be called once, when the connection's next command may begin */
        void run(Runnable done);
    }

    /**
     * Makes somebody who has not joined.
     *
     * @param account the name of whom the server has authenticated, or null for a guest
     * @param end ends the connection; called once at most, when it goes on too fast. Must not block
     */
    public Visitor(Place place, @Nullable String account, Runnable end) {
        this.end = end;
        this.place = place;
        this.account = account;
    }

    /** The name of whom the server has authenticated, or null. */
    @Nullable
    String account() {
        return account;
    }

    @Nullable
    Presence presence() {
        return presence;
    }

    void enter(Presence as) {
        presence = as;
        as.add(this);
        place.entered(as.person());
        as.rooms().forEach(room -> place.joined(room.name()));
    }

    Place place() {
        return place;
    }

    /** @return how many of its commands will not be carried out */
    int go() {
        gone = true;
        int forgotten = waiting.size();
        waiting.clear();
        return forgotten;
    }

    /** @return whether this is the first time */
    boolean cut() {
        boolean first = !cut;
        cut = true;
        if (first) {
            end.run();
        }
        return first;
    }

    /** How fast it goes. */
    Tempo tempo() {
        return tempo;
    }

    void away(boolean nobodyThere) {
        away = nobodyThere;
    }

    /** Whether nobody sits at this connection, as it says. */
    boolean isAway() {
        return away;
    }

    /** @return whether it was so long since the last time that this was true; both in ms */
    boolean mayShowWriting(long now, long interval) {
        if (now < writingFrom) {
            return false;
        }
        writingFrom = now + interval;
        return true;
    }

    boolean isGone() {
        return gone;
    }

    /** @return false if this connection has as many commands without an answer as it may have */
    boolean ask(int max) {
        if (unanswered >= max) {
            return false;
        }
        unanswered++;
        return true;
    }

    /** On any thread. @return false if this connection has as many parts of files without an answer as it may have */
    boolean takePart() {
        return parts.getAndUpdate(count -> Math.min(count + 1, MAX_PARTS)) < MAX_PARTS;
    }

    /** On any thread. */
    void leavePart() {
        parts.decrementAndGet();
    }

    void answered() {
        unanswered--;
    }

    void enqueue(Command command) {
        waiting.add(command);
    }

    /** The next command if none is being carried out, which then is. */
    @Nullable
    Command next() {
        if (occupied || waiting.isEmpty()) {
            return null;
        }
        occupied = true;
        return waiting.poll();
    }

    void done() {
        occupied = false;
    }
}
