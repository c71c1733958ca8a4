package dev.parley.chat;

import dev.parley.pace.Pace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from when it is there until {@link Chat#leave}. It is nobody's at first, and after a {@code join} one of
 * those of a person. Its commands are carried out one after the other. Everything in here belongs to the chat's lane.
 */
public final class Visitor {
    private final Consumer<Person> entered;
    private final @Nullable String account;
    private final Runnable end;
    private final Deque<Command> waiting = new ArrayDeque<>(0);
    private boolean occupied;
    private boolean gone;
    private boolean cut;
    private int unanswered;
    private @Nullable Presence presence;
    private @Nullable Pace pace;

    /** What one connection asked for. */
    @FunctionalInterface
    interface Command {
        /** @param done to be called once, when the connection's next command may begin */
        void run(Runnable done);
    }

    /**
     * Makes somebody who has not joined.
     *
     * @param entered called once, in order with {@link Audience#deliver}: what is delivered from now on is for this
     *     connection too. Must not block
     * @param account the name of whom the server has authenticated, or null for a guest
     * @param end ends the connection; called once at most, when it goes on too fast. Must not block
     */
    public Visitor(Consumer<Person> entered, @Nullable String account, Runnable end) {
        this.end = end;
        this.entered = entered;
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
        entered.accept(as.person());
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

    /**
     * How fast it goes.
     *
     * @param fresh for its first command
     */
    Pace pace(Supplier<Pace> fresh) {
        Pace mine = pace;
        if (mine == null) {
            mine = fresh.get();
            pace = mine;
        }
        return mine;
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
