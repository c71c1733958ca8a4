package dev.parley.chat;

import dev.parley.settings.ChatSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** How what people say becomes messages of a room or of two people. In the chat's lane. */
final class Sayings {
    private final ChatSettings settings;
    private final Storage kept;
    private final People people;
    private final Journal journal;
    private final Revisions revisions;
    private final Turnstile turnstile;
    private final InstantSource clock;

    Sayings(
            ChatSettings settings,
            Storage kept,
            People people,
            Journal journal,
            Revisions revisions,
            Turnstile turnstile,
            InstantSource clock) {
        this.settings = settings;
        this.kept = kept;
        this.people = people;
        this.journal = journal;
        this.revisions = revisions;
        this.turnstile = turnstile;
        this.clock = clock;
    }

    /**
     * To a room of which this person is a member.
     *
     * @param done runs when the next command of this connection may begin
     */
    void toRoom(Visitor visitor, RoomName room, Saying saying, Consumer<Outcome<Message>> then, Runnable done) {
        Presence me = visitor.presence();
        if (me == null) {
            then.accept(Outcome.refused(Refusal.NOT_JOINED));
        } else if (!me.isIn(room)) {
            then.accept(Outcome.refused(Refusal.NOT_MEMBER));
        } else if (maySay(visitor, me, saying, then)) {
            record(me, Draft.say(room, me.person(), saying.text(), clock.instant()), saying, then, done);
            return;
        }
        done.run();
    }

    /**
     * To one person who is here, or who can come back.
     *
     * @param done runs when the next command of this connection may begin
     */
    void toOne(Visitor visitor, String to, Saying saying, Consumer<Outcome<Message>> then, Runnable done) {
        Presence me = visitor.presence();
        Optional<Name> name = Name.parse(to);
        Presence other = name.map(people::find).orElse(null);
        if (me == null) {
            then.accept(Outcome.refused(Refusal.NOT_JOINED));
        } else if (maySay(visitor, me, saying, then)) {
            if (other != null && other.isHere()) {
                tell(me, other.person(), saying, then, done);
            } else {
                toAbsent(me, name, saying, then, done);
            }
            return;
        }
        done.run();
    }

    private void tell(Presence me, Person to, Saying saying, Consumer<Outcome<Message>> then, Runnable done) {
        record(me, Draft.whisper(me.person(), to, saying.text(), clock.instant()), saying, then, done);
    }

    /** Once it is clear that what it answers, if it does, is of the same conversation. */
    private void record(Presence me, Draft draft, Saying saying, Consumer<Outcome<Message>> then, Runnable done) {
        Draft said = draft.as(saying.uuid()).with(saying.files());
        if (saying.answered() == null) {
            journal.record(said, then);
            done.run();
            return;
        }
        revisions.find(me, saying.answered(), found -> {
            Outcome<Message> answered =
                    found.flatMap(message -> said.isWhere(message) ? found : Outcome.refused(Refusal.UNKNOWN_MESSAGE));
            if (answered instanceof Outcome.Done<Message> known) {
                journal.record(said.answering(known.value()), then);
            } else {
                then.accept(answered);
            }
            done.run();
        });
    }

    private record Addressee(Optional<Message> before, Optional<Person> owner) {}

    /** Somebody who can come back, or whoever it was to whom this was said before. */
    private void toAbsent(
            Presence me, Optional<Name> name, Saying saying, Consumer<Outcome<Message>> then, Runnable done) {
        PersonId id = me.person().id();
        Optional<UUID> uuid = Optional.ofNullable(saying.uuid());
        journal.ask(
                () -> new Addressee(uuid.flatMap(u -> kept.log().find(id, u)), name.flatMap(kept.directory()::owner)),
                found -> {
                    if (found instanceof Outcome.Done<Addressee> known
                            && known.value().before().isEmpty()
                            && known.value().owner().isPresent()) {
                        tell(me, known.value().owner().get(), saying, then, done);
                        return;
                    }
                    then.accept(found.flatMap(addressee -> addressee
                            .before()
                            .<Outcome<Message>>map(Outcome.Done::new)
                            .orElseGet(() -> unknown(name))));
                    done.run();
                });
    }

    private static Outcome<Message> unknown(Optional<Name> name) {
        String detail = name.map(n -> "nobody called " + n + " is here").orElse(Refusal.UNKNOWN_PERSON.detail());
        return new Outcome.Refused<>(Refusal.UNKNOWN_PERSON, detail);
    }

    private boolean maySay(Visitor visitor, Presence me, Saying saying, Consumer<Outcome<Message>> then) {
        if (!turnstile.admits(visitor, me)) {
            then.accept(Outcome.refused(Refusal.TOO_FAST));
            return false;
        }
        if (saying.files().size() > settings.files().maxPerMessage()) {
            then.accept(Outcome.refused(Refusal.TOO_MANY_FILES));
            return false;
        }
        Optional<Outcome.Refused<Message>> refusal =
                Text.refusal(saying.text(), settings.maxText(), !saying.files().isEmpty());
        refusal.ifPresent(then);
        return refusal.isEmpty();
    }
}
