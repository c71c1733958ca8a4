package dev.parley.chat;

import dev.parley.lane.Lane;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Storage first: what happens goes to the log, and what the log has kept goes to the audiences. Called in the chat's lane,
 * and answers there.
 *
 * <p>That somebody has left cannot be refused. Such a message is kept while the log is away, and stored when it is back, so
 * that everybody's list of people becomes right again; there are no more of them than people who were here.
 */
final class Journal {
    private static final Logger LOG = System.getLogger("dev.parley.chat");

    private final MessageLog log;
    private final Executor storage;
    private final Lane lane;
    private final List<Audience> audiences = new CopyOnWriteArrayList<>();
    private final Map<String, Draft> owed = new LinkedHashMap<>(0);
    private final Undelivered undelivered = new Undelivered();
    private boolean away;

    /** @param storage runs what may wait for the database */
    Journal(MessageLog log, Executor storage, Lane lane) {
        this.log = log;
        this.storage = storage;
        this.lane = lane;
    }

    void add(Audience audience) {
        audiences.add(audience);
    }

    /** Stores a message, then delivers it, then tells. One that was stored before is only told. */
    void record(Draft draft, Consumer<Outcome<Message>> then) {
        if (draft.kind() == MessageKind.JOIN) {
            recordOwed(); // first the leave of who had the name
        }
        long number = undelivered.begin();
        var unused = append(draft)
                .whenComplete((receipt, failure) -> lane.execute(() -> {
                    if (failure == null) {
                        away = false;
                        if (receipt.first()) {
                            deliver(receipt.message());
                        }
                        undelivered.end(number);
                        then.accept(new Outcome.Done<>(receipt.message()));
                        recordOwed();
                    } else {
                        undelivered.end(number);
                        then.accept(refused(failure));
                    }
                }));
    }

    void recordLeave(Draft leave) {
        record(leave, outcome -> {
            if (outcome instanceof Outcome.Refused<Message> refused) {
                owed.put(leave.author().name().key(), leave);
                if (!away) {
                    away = true;
                    LOG.log(
                            Level.WARNING,
                            "The leaving of people cannot be stored now ({0}); it will be as soon as it can",
                            refused.detail());
                }
            }
        });
    }

    /** Asks the database on a thread that may wait for it, and tells in the lane. */
    <T> void ask(Supplier<T> question, Consumer<Outcome<T>> then) {
        try {
            storage.execute(() -> {
                Outcome<T> outcome;
                try {
                    outcome = new Outcome.Done<>(question.get());
                } catch (RuntimeException e) {
                    outcome = refused(e);
                }
                Outcome<T> told = outcome;
                lane.execute(() -> then.accept(told));
            });
        } catch (RejectedExecutionException e) {
            then.accept(Outcome.refused(Refusal.BUSY));
        }
    }

    /** Asks for a part of the log, and tells when everything that it contains has been delivered. */
    <T> void read(Supplier<T> question, Consumer<Outcome<T>> then) {
        ask(question, part -> undelivered.afterAllOfNow(() -> then.accept(part)));
    }

    private CompletionStage<Receipt> append(Draft draft) {
        try {
            return log.append(draft);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void recordOwed() {
        List<Draft> leaves = List.copyOf(owed.values());
        owed.clear();
        leaves.forEach(this::recordLeave);
    }

    private void deliver(Message message) {
        if (message.kind() == MessageKind.JOIN) {
            owed.remove(message.author().name().key()); // too late: somebody of that name is here
        }
        tell(audience -> audience.deliver(message));
    }

    void tell(Consumer<Audience> what) {
        for (Audience audience : audiences) {
            try {
                what.accept(audience);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "Something could not be delivered to a way in", e);
            }
        }
    }

    private static <T> Outcome<T> refused(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof LogUnavailableException known) {
            return Outcome.refused(Refusal.of(known.reason()));
        }
        if (cause instanceof UnknownFileException) {
            return Outcome.refused(Refusal.UNKNOWN_FILE);
        }
        LOG.log(Level.ERROR, "The chat's log failed in a way that it does not know", cause);
        return Outcome.refused(Refusal.UNAVAILABLE);
    }
}
