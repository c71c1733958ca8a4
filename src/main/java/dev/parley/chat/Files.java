package dev.parley.chat;

import dev.parley.lane.Lane;
import dev.parley.settings.ChatSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** What people send before they share it in a message ({@link Saying#files}). Threads: as {@link Chat}. */
public final class Files {
    private final ChatSettings.Files limits;
    private final FileStore store;
    private final Commands commands;
    private final Journal journal;
    private final Lane lane;
    private final InstantSource clock;

    Files(
            ChatSettings.Files limits,
            FileStore store,
            Commands commands,
            Journal journal,
            Lane lane,
            InstantSource clock) {
        this.limits = limits;
        this.store = store;
        this.commands = commands;
        this.journal = journal;
        this.lane = lane;
        this.clock = clock;
    }

    /** What may be shared; nothing if nothing may. */
    public Optional<ChatSettings.Files> limits() {
        return limits.maxBytes() == 0 ? Optional.empty() : Optional.of(limits);
    }

    /** Begins to send a file. The answer is its id. */
    public void begin(Visitor visitor, FileOffer offer, Consumer<Outcome<Long>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            Optional<Refusal> refused = offer.refusal(limits);
            if (refused.isPresent()) {
                then.accept(Outcome.refused(refused.get()));
                return;
            }
            PersonId id = me.person().id();
            journal.ask(() -> store.begin(id, offer), asked -> then.accept(asked.flatMap(outcome -> outcome)));
        });
    }

    /**
     * Stores the next part of a file. The answer is how many bytes are still to come. One connection may have
     * {@link Visitor#MAX_PARTS} without an answer, as each of them takes memory until then; one more is busy.
     *
     * @param bytes not changed any more
     */
    public void add(Visitor visitor, long file, byte[] bytes, Consumer<Outcome<Long>> answer) {
        if (bytes.length == 0 || bytes.length > FileStore.MAX_PART) {
            commands.refuse(answer, Refusal.FILE_PART);
            return;
        }
        if (!visitor.takePart()) {
            commands.refuse(answer, Refusal.BUSY);
            return;
        }
        Consumer<Outcome<Long>> settled = outcome -> {
            visitor.leavePart();
            answer.accept(outcome);
        };
        commands.giveJoined(visitor, settled, (me, then) -> {
            PersonId id = me.person().id();
            journal.ask(() -> store.add(id, file, bytes), asked -> then.accept(asked.flatMap(outcome -> outcome)));
        });
    }

    /** Forgets a file of this person that is of no message. The answer is its id. */
    public void cancel(Visitor visitor, long file, Consumer<Outcome<Long>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            PersonId id = me.person().id();
            journal.ask(
                    () -> {
                        store.cancel(id, file);
                        return file;
                    },
                    then);
        });
    }

    /** Forgets what was sent and not shared in time. To be called now and then; what fails is done at the next call. */
    public void sweep() {
        lane.execute(() -> journal.ask(
                () -> {
                    store.removeUnsaid(clock.instant().minus(limits.unsaidKept()));
                    return true;
                },
                done -> {}));
    }
}
