package dev.parley.chat;

import dev.parley.lane.Lane;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** What connections ask for: each one's commands after each other, and all of them in the chat's lane. */
final class Commands {
    private static final Logger LOG = System.getLogger("dev.parley.chat");

    private final Lane lane;
    private final int maxPending;
    private final Turnstile turnstile;

    @FunctionalInterface
    interface Body<T> {
        /** @param done as of {@link Visitor.Command#run} */
        void run(Consumer<Outcome<T>> then, Runnable done);
    }

    @FunctionalInterface
    interface PersonalBody<T> {
        /** @param then tells the answer, and lets the connection's next command begin */
        void run(Presence me, Consumer<Outcome<T>> then);
    }

    /** @param maxPending commands of one connection that have no answer yet */
    Commands(Lane lane, int maxPending, Turnstile turnstile) {
        this.lane = lane;
        this.maxPending = maxPending;
        this.turnstile = turnstile;
    }

    /** Has a command carried out after those that the connection gave before. */
    <T> void give(Visitor visitor, Consumer<Outcome<T>> answer, Body<T> body) {
        boolean accepted = lane.offer(() -> {
            if (visitor.isGone() || turnstile.isClosed()) {
                return;
            }
            if (!turnstile.admits(visitor)) {
                refuse(answer, Refusal.TOO_FAST);
                return;
            }
            if (!visitor.ask(maxPending)) {
                refuse(answer, Refusal.BUSY);
                return;
            }
            turnstile.entered();
            visitor.enqueue(done -> body.run(
                    outcome -> {
                        visitor.answered();
                        tell(answer, outcome);
                        turnstile.left(1);
                    },
                    done));
            advance(visitor);
        });
        if (!accepted) {
            refuse(answer, Refusal.BUSY);
        }
    }

    /** As {@link #give}, for somebody who has joined. */
    <T> void giveJoined(Visitor visitor, Consumer<Outcome<T>> answer, PersonalBody<T> body) {
        give(visitor, answer, (then, done) -> {
            Consumer<Outcome<T>> end = then.andThen(outcome -> done.run());
            Presence me = visitor.presence();
            if (me == null) {
                end.accept(Outcome.refused(Refusal.NOT_JOINED));
            } else {
                body.run(me, end);
            }
        });
    }

    /** On any thread: answers a command that is not carried out. */
    <T> void refuse(Consumer<Outcome<T>> answer, Refusal why) {
        tell(answer, Outcome.refused(why));
    }

    private void advance(Visitor visitor) {
        Visitor.Command next = visitor.next();
        if (next != null) {
            next.run(() -> {
                visitor.done();
                lane.execute(() -> advance(visitor));
            });
        }
    }

    private <T> void tell(Consumer<Outcome<T>> answer, Outcome<T> outcome) {
        turnstile.count(outcome);
        try {
            answer.accept(outcome);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An answer could not be given", e);
        }
    }
}
