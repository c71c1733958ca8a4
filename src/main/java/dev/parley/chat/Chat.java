package dev.parley.chat;

import dev.parley.lane.Lane;
import dev.parley.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chat: its rules, and one registry of the people of all ways in.
 *
 * <p>Threads: every method may be called on any thread and never blocks. All that happens here happens in one lane, one
 * thing after the other, deliveries and answers included; so an answer is in order with what {@link Audience} gets, and a
 * list of people is right for what is delivered after it. Answers must not block either. The commands of one connection are
 * carried out in the order in which they were given.
 *
 * <p>Storage first: nothing is delivered and no command is done before it is stored.
 */
public final class Chat {
    /** Messages of one page, at most. */
    public static final int MAX_PAGE = 200;

    /** Messages of a page for somebody who does not say how many. */
    public static final int USUAL_PAGE = 50;

    private static final Logger LOG = System.getLogger("dev.parley.chat");

    private final Settings.Chat settings;
    private final MessageLog log;
    private final InstantSource clock;
    private final Lane lane;
    private final People people;
    private final Journal journal;
    private final Arrivals arrivals;

    /** @param storage runs what may wait for the database; may refuse */
    public Chat(
            Settings.Chat settings, MessageLog log, PersonDirectory directory, Executor storage, InstantSource clock) {
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        lane = new Lane(settings.maxWaiting());
        people = new People(settings.maxPeople());
        journal = new Journal(log, storage, lane);
        arrivals = new Arrivals(people, journal, directory, clock);
    }

    /** Delivers to this way in too. */
    public void add(Audience audience) {
        journal.add(audience);
    }

    /**
     * Makes a connection that of a person who can come again by a key.
     *
     * @param key of an earlier time, or null. If it was given for this name, it is the same person again, also while
     *     another connection of that person is here; otherwise it is a new person with a new key
     */
    public void join(Visitor visitor, String name, @Nullable String key, Consumer<Outcome<Joined>> answer) {
        command(visitor, answer, (then, done) -> join(visitor, name, true, key, then.andThen(o -> done.run())));
    }

    /** Says something to everybody. The answer is the message as it was stored. */
    public void say(Visitor visitor, String text, Consumer<Outcome<Message>> answer) {
        command(visitor, answer, (then, done) -> {
            toEverybody(visitor, text, then);
            done.run();
        });
    }

    /** Says something to one person who is here. The answer is the message as it was stored. */
    public void whisper(Visitor visitor, String to, String text, Consumer<Outcome<Message>> answer) {
        command(visitor, answer, (then, done) -> {
            toOne(visitor, to, text, then);
            done.run();
        });
    }

    /**
     * One line of the classic protocol: a name for a connection that has none, {@code @name text} for a private message, or
     * else a text for everybody. Who comes like this is another person each time. The answer is the message that it became.
     */
    public void line(Visitor visitor, String line, Consumer<Outcome<Message>> answer) {
        command(visitor, answer, (then, done) -> {
            if (visitor.presence() == null) {
                join(visitor, line, false, null, joined -> {
                    then.accept(joined.map(j -> j.notice().orElseThrow()));
                    done.run();
                });
                return;
            }
            int end = nameEnd(line);
            if (end > 1) {
                toOne(visitor, line.substring(1, end), line.substring(Math.min(end + 1, line.length())), then);
            } else {
                toEverybody(visitor, line, then);
            }
            done.run();
        });
    }

    /**
     * A page of what was said in the lobby or, privately, between this connection's person and another one.
     *
     * @param with whose private messages, or null for the lobby
     * @param limit from 1 to {@link #MAX_PAGE}
     */
    public void history(
            Visitor visitor, @Nullable String with, Cursor cursor, int limit, Consumer<Outcome<Page>> answer) {
        command(visitor, answer, (then, done) -> {
            Presence me = visitor.presence();
            Optional<Name> other = Optional.ofNullable(with).flatMap(Name::parse);
            if (me == null || (with != null && other.isEmpty())) {
                then.accept(Outcome.refused(me == null ? Refusal.NOT_JOINED : Refusal.NAME_INVALID));
                done.run();
                return;
            }
            PersonId id = me.person().id();
            journal.ask(
                    () -> other.map(name -> log.direct(id, name, cursor, limit))
                            .orElseGet(() -> log.room(RoomName.LOBBY, cursor, limit)),
                    then.andThen(o -> done.run()));
        });
    }

    /** Who is here, in the order of their coming. */
    public void people(Visitor visitor, Consumer<Outcome<List<Name>>> answer) {
        command(visitor, answer, (then, done) -> {
            then.accept(
                    visitor.presence() == null
                            ? Outcome.refused(Refusal.NOT_JOINED)
                            : new Outcome.Done<>(people.names()));
            done.run();
        });
    }

    /** The connection has ended. With the last one of a person the name is free at once, and the leaving is stored. */
    public void leave(Visitor visitor) {
        lane.execute(() -> {
            visitor.go();
            Presence left = visitor.presence();
            if (left != null) {
                left.remove(visitor);
                arrivals.leaveIfDeserted(left);
            }
        });
    }

    private void join(
            Visitor visitor, String typed, boolean keyed, @Nullable String key, Consumer<Outcome<Joined>> then) {
        if (visitor.presence() != null) {
            then.accept(Outcome.refused(Refusal.ALREADY_JOINED));
            return;
        }
        Name.parse(typed)
                .ifPresentOrElse(
                        name -> arrivals.join(visitor, new Arrivals.Wish(name, keyed, key), then),
                        () -> then.accept(Outcome.refused(Refusal.NAME_INVALID)));
    }

    private void toEverybody(Visitor visitor, String text, Consumer<Outcome<Message>> then) {
        Presence me = visitor.presence();
        if (me == null) {
            then.accept(Outcome.refused(Refusal.NOT_JOINED));
        } else if (isSayable(text, then)) {
            journal.record(Draft.say(RoomName.LOBBY, me.person(), text, clock.instant()), then);
        }
    }

    private void toOne(Visitor visitor, String to, String text, Consumer<Outcome<Message>> then) {
        Presence me = visitor.presence();
        if (me == null) {
            then.accept(Outcome.refused(Refusal.NOT_JOINED));
        } else if (isSayable(text, then)) {
            Optional<Name> name = Name.parse(to);
            Presence other = name.map(people::find).orElse(null);
            if (other != null && other.isHere()) {
                journal.record(Draft.whisper(me.person(), other.person(), text, clock.instant()), then);
            } else {
                String detail =
                        name.map(n -> "nobody called " + n + " is here").orElse(Refusal.UNKNOWN_PERSON.detail());
                then.accept(new Outcome.Refused<>(Refusal.UNKNOWN_PERSON, detail));
            }
        }
    }

    private boolean isSayable(String text, Consumer<Outcome<Message>> then) {
        Optional<Outcome.Refused<Message>> refusal = Text.refusal(text, settings.maxText());
        refusal.ifPresent(then);
        return refusal.isEmpty();
    }

    /** @return where the name of a line for one person ends, or 0 */
    private static int nameEnd(String line) {
        if (!line.startsWith("@")) {
            return 0;
        }
        int end = 1;
        while (end < line.length() && !Text.isSpace(line.charAt(end))) {
            end++;
        }
        return end;
    }

    @FunctionalInterface
    private interface Body<T> {
        /** @param done as of {@link Visitor.Command#run} */
        void run(Consumer<Outcome<T>> then, Runnable done);
    }

    /** Has a command carried out after those that the connection gave before. */
    private <T> void command(Visitor visitor, Consumer<Outcome<T>> answer, Body<T> body) {
        boolean accepted = lane.offer(() -> {
            if (visitor.isGone()) {
                return;
            }
            if (!visitor.ask(settings.maxPending())) {
                tell(answer, Outcome.refused(Refusal.BUSY));
                return;
            }
            visitor.enqueue(done -> body.run(
                    outcome -> {
                        visitor.answered();
                        tell(answer, outcome);
                    },
                    done));
            advance(visitor);
        });
        if (!accepted) {
            tell(answer, Outcome.refused(Refusal.BUSY));
        }
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

    private static <T> void tell(Consumer<Outcome<T>> answer, Outcome<T> outcome) {
        try {
            answer.accept(outcome);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An answer could not be given", e);
        }
    }
}
