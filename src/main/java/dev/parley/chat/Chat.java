package dev.parley.chat;

import dev.parley.lane.Lane;
import dev.parley.settings.ChatSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    private final ChatSettings settings;
    private final Storage kept;
    private final Lane lane;
    private final Commands commands;
    private final People people;
    private final Journal journal;
    private final Arrivals arrivals;
    private final Sayings sayings;
    private final Reading reading;
    private final Rooms rooms;
    private final Signs signs;
    private final DeviceCodes deviceCodes;
    private final Revisions revisions;
    private final Search search;
    private final Files files;
    private final Turnstile turnstile;

    /**
     * @param kept what it keeps things in
     * @param storage runs what may wait for the database; may refuse
     */
    public Chat(ChatSettings settings, Storage kept, Executor storage, InstantSource clock, Turnstile turnstile) {
        this.settings = settings;
        this.kept = kept;
        this.turnstile = turnstile;
        lane = new Lane(settings.maxWaiting());
        commands = new Commands(lane, settings.maxPending(), turnstile);
        people = new People(settings.maxPeople());
        journal = new Journal(kept.log(), storage, lane);
        arrivals = new Arrivals(people, journal, kept, clock);
        reading = new Reading(kept.marks(), journal, settings.maxWaiting());
        signs = new Signs(commands, journal, people, clock, settings.writingInterval(), turnstile);
        deviceCodes = new DeviceCodes(
                settings.deviceCode(), settings.maxPeople(), kept.tokens(), commands, journal, turnstile::now);
        revisions = new Revisions(settings, kept.log(), commands, journal, turnstile, clock);
        sayings = new Sayings(settings, kept, people, journal, revisions, turnstile, clock);
        rooms = new Rooms(settings.rooms(), kept, commands, journal, people, reading, clock);
        search = new Search(settings.search(), kept, commands, journal);
        files = new Files(settings.files(), kept.files(), commands, journal, lane, clock);
    }

    /** What can be done about rooms beside the lobby. */
    public Rooms rooms() {
        return rooms;
    }

    /** What can be done to messages that were said. */
    public Revisions revisions() {
        return revisions;
    }

    /** Who is away, and who is writing. */
    public Signs signs() {
        return signs;
    }

    /** How guests take their names to other devices. */
    public DeviceCodes deviceCodes() {
        return deviceCodes;
    }

    /** Finds what was said. */
    public Search search() {
        return search;
    }

    /** What people send to share it. */
    public Files files() {
        return files;
    }

    /** Delivers to this way in too. */
    public void add(Audience audience) {
        journal.add(audience);
    }

    /**
     * Makes a connection that of a person who can come again: whom the server has authenticated, or else a guest.
     *
     * @param name of a guest; whom the server has authenticated has that name, whatever is asked for
     * @param token of an earlier time, or null. If the name is kept for its owner, it is the same person again, also while
     *     another connection of that person is here; otherwise it is a new person with a new token
     */
    public void join(Visitor visitor, String name, @Nullable String token, Consumer<Outcome<Joined>> answer) {
        join(visitor, () -> wish(name, Wish.Kind.GUEST, token), answer);
    }

    /**
     * As {@link #join}, with the name and the token of the guest for whose other device the code was made.
     *
     * @param code as it was typed
     */
    public void joinByCode(Visitor visitor, String code, Consumer<Outcome<Joined>> answer) {
        join(visitor, () -> deviceCodes.redeem(code), answer);
    }

    private void join(Visitor visitor, Supplier<Outcome<Wish>> guest, Consumer<Outcome<Joined>> answer) {
        commands.give(
                visitor,
                answer,
                (then, done) -> arrive(visitor, guest, joined -> {
                    signs.look(visitor.presence()); // who was away elsewhere is here now
                    then.accept(joined);
                    done.run();
                }));
    }

    /** Whether those may come whom the server has not authenticated. */
    public boolean allowsGuests() {
        return settings.guests();
    }

    /**
     * A client has sent something after its {@code join}, and so has got its token: its name is kept from now on, or from when it
     * is heard again if too much waits.
     */
    public void heard(Visitor visitor) {
        boolean unused = lane.offer(() -> {
            Presence me = visitor.presence();
            if (me != null) {
                arrivals.keep(me);
            }
        });
    }

    /** Keeps this guest's name no longer than the guest is here, so that anybody can take it, and no memberships and no code. */
    public void forget(Visitor visitor, Consumer<Outcome<PersonId>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            PersonId id = me.person().id();
            deviceCodes.end(id);
            journal.ask(
                    () -> {
                        kept.directory().release(id);
                        kept.rooms().forget(id);
                        return id;
                    },
                    then);
        });
    }

    /**
     * Says something in a room of which this person is a member: everybody is one of the lobby. The answer is the message as it
     * was stored.
     */
    public void say(Visitor visitor, RoomName room, Saying saying, Consumer<Outcome<Message>> answer) {
        commands.give(visitor, answer, (then, done) -> sayings.toRoom(visitor, room, saying, then, done));
    }

    /** Says something to one person who is here, or who can come back and then finds it. As {@link #say} otherwise. */
    public void whisper(Visitor visitor, String to, Saying saying, Consumer<Outcome<Message>> answer) {
        commands.give(visitor, answer, (then, done) -> sayings.toOne(visitor, to, saying, then, done));
    }

    /**
     * One line of the classic protocol: a name for a connection that has none, {@code @name text} for a private message, or
     * else a text for everybody. Who comes like this is another person each time. The answer is the message that it became.
     */
    public void line(Visitor visitor, String line, Consumer<Outcome<Message>> answer) {
        commands.give(visitor, answer, (then, done) -> {
            if (visitor.presence() == null) {
                arrive(visitor, () -> wish(line, Wish.Kind.PASSING, null), joined -> {
                    then.accept(joined.map(j -> j.notice().orElseThrow()));
                    done.run();
                });
                return;
            }
            int end = nameEnd(line);
            if (end > 1) {
                String text = line.substring(Math.min(end + 1, line.length()));
                sayings.toOne(visitor, line.substring(1, end), Saying.of(text), then, done);
            } else {
                sayings.toRoom(visitor, RoomName.LOBBY, Saying.of(line), then, done);
            }
        });
    }

    /**
     * A page of what was said in a room that this person may read, a public one or one of those of which the person is a
     * member, or else privately between this connection's person and another one.
     *
     * @param limit from 1 to {@link #MAX_PAGE}
     */
    public void history(
            Visitor visitor, Conversation conversation, Cursor cursor, int limit, Consumer<Outcome<Page>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            PersonId id = me.person().id();
            journal.read(() -> page(id, conversation, cursor, limit), read -> then.accept(read.flatMap(Rooms::known)));
        });
    }

    /** Blocks. @return nothing for a room that is for others */
    private Optional<Page> page(PersonId me, Conversation conversation, Cursor cursor, int limit) {
        if (conversation instanceof Conversation.Direct direct) {
            return Optional.of(kept.log().direct(me, direct.with(), cursor, limit));
        }
        if (conversation instanceof Conversation.Room room) {
            RoomName name = room.name();
            boolean readable = name.isLobby() || kept.rooms().readable(name, me).isPresent();
            return readable ? Optional.of(kept.log().room(name, cursor, limit)) : Optional.empty();
        }
        throw new AssertionError(conversation);
    }

    /** The lobby, this person's other rooms, and then the private conversations, the one with the newest message first: 100 at most. */
    public void standings(Visitor visitor, Consumer<Outcome<List<Standing>>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> reading.standings(me.person(), then));
    }

    /**
     * This person has read a conversation up to a message. Told to all connections of that person ({@link Audience#read}).
     *
     * @param upTo its id; one that is lower than an earlier one changes nothing
     */
    public void read(Visitor visitor, Conversation conversation, long upTo, Consumer<Outcome<Conversation>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            if (conversation instanceof Conversation.Room room && !me.isIn(room.name())) {
                then.accept(Outcome.refused(Refusal.NOT_MEMBER));
            } else if (reading.read(me.person(), conversation, upTo)) {
                journal.tell(audience -> audience.read(me.person(), conversation, upTo));
                then.accept(new Outcome.Done<>(conversation));
            } else {
                then.accept(Outcome.refused(Refusal.BUSY));
            }
        });
    }

    /** Who is here, in the order of their coming. */
    public void people(Visitor visitor, Consumer<Outcome<List<Here>>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> then.accept(new Outcome.Done<>(people.here())));
    }

    /** The connection has ended. With the last one of a person the leaving is stored, and a name that is not kept is free. */
    public void leave(Visitor visitor) {
        lane.execute(() -> {
            turnstile.left(visitor.go());
            Presence left = visitor.presence();
            if (left != null) {
                left.remove(visitor);
                signs.look(left);
                arrivals.leaveIfDeserted(left);
            }
        });
    }

    /** @param guest who it wants to be that the server has not authenticated; asked for once at most */
    private void arrive(Visitor visitor, Supplier<Outcome<Wish>> guest, Consumer<Outcome<Joined>> then) {
        String account = visitor.account();
        if (visitor.presence() != null) {
            then.accept(Outcome.refused(Refusal.ALREADY_JOINED));
        } else if (account == null && !settings.guests()) {
            then.accept(Outcome.refused(Refusal.LOGIN_REQUIRED));
        } else {
            Outcome<Wish> wish = account == null ? guest.get() : wish(account, Wish.Kind.ACCOUNT, null);
            if (wish instanceof Outcome.Done<Wish> done) {
                arrivals.join(visitor, done.value(), then);
            } else {
                then.accept(wish.flatMap(nobody -> Outcome.refused(Refusal.NAME_INVALID)));
            }
        }
    }

    private static Outcome<Wish> wish(String typed, Wish.Kind kind, @Nullable String token) {
        return Name.parse(typed)
                .<Outcome<Wish>>map(name -> new Outcome.Done<>(new Wish(name, kind, token)))
                .orElseGet(() -> Outcome.refused(Refusal.NAME_INVALID));
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
}
