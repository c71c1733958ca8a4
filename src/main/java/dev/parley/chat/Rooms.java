package dev.parley.chat;

import dev.parley.chat.RoomDirectory.Listed;
import dev.parley.chat.RoomDirectory.Membership;
import dev.parley.settings.ChatSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The rooms beside the lobby. A public one is seen, read and joined by everybody; a private one exists only for its members,
 * who invite others. To join and to leave one are messages of that room. Threads: as {@link Chat}.
 *
 * <p>The lobby is none of them: everybody is in it, and nobody leaves it.
 */
public final class Rooms {
    /** People of one room that are named. */
    public static final int MAX_NAMED = 1_000;

    private final ChatSettings.Rooms settings;
    private final RoomDirectory rooms;
    private final PersonDirectory directory;
    private final Commands commands;
    private final Journal journal;
    private final People people;
    private final Reading reading;
    private final InstantSource clock;

    Rooms(
            ChatSettings.Rooms settings,
            Storage storage,
            Commands commands,
            Journal journal,
            People people,
            Reading reading,
            InstantSource clock) {
        this.settings = settings;
        this.rooms = storage.rooms();
        this.directory = storage.directory();
        this.commands = commands;
        this.journal = journal;
        this.people = people;
        this.reading = reading;
        this.clock = clock;
    }

    /** Those that this person can see, by name. */
    public void visible(Visitor visitor, Consumer<Outcome<List<Listed>>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            PersonId id = me.person().id();
            journal.ask(() -> rooms.visible(id), then);
        });
    }

    /** Those of which this person is a member. */
    public void own(Visitor visitor, Consumer<Outcome<List<Room>>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> then.accept(new Outcome.Done<>(me.rooms())));
    }

    /** Makes a room of which this person is the first member. */
    public void create(Visitor visitor, String name, String topic, boolean isPrivate, Consumer<Outcome<Room>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            Optional<RoomName> wanted =
                    RoomName.parse(name).filter(room -> room.text().length() <= settings.maxName());
            Optional<Outcome.Refused<Room>> refusal = Text.topicRefusal(topic, settings.maxTopic());
            if (wanted.isEmpty() || refusal.isPresent()) {
                then.accept(wanted.isEmpty() ? nameRefused() : refusal.get());
                return;
            }
            Room room = new Room(wanted.get(), topic.strip(), isPrivate);
            PersonId id = me.person().id();
            ask(() -> rooms.create(room, id), created -> {
                if (created instanceof Outcome.Done<Room>) {
                    welcome(me, room, then);
                } else {
                    then.accept(created);
                }
            });
        });
    }

    private Outcome<Room> nameRefused() {
        return new Outcome.Refused<>(
                Refusal.ROOM_INVALID, Refusal.ROOM_INVALID.detail() + ", " + settings.maxName() + " at most");
    }

    /** Becomes a member of a public room. Whoever is one already stays it. */
    public void join(Visitor visitor, RoomName name, Consumer<Outcome<Room>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            PersonId id = me.person().id();
            ask(() -> rooms.join(name, id), joined -> {
                if (joined instanceof Outcome.Done<Membership> done
                        && done.value().isNew()) {
                    welcome(me, done.value().room(), then);
                } else {
                    then.accept(joined.map(Membership::room));
                }
            });
        });
    }

    /** Makes somebody a member of a room of which this person is one; also somebody who is absent and can come back. */
    public void invite(Visitor visitor, RoomName name, String guest, Consumer<Outcome<Room>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            if (!me.isIn(name)) {
                then.accept(Outcome.refused(Refusal.NOT_MEMBER));
                return;
            }
            ask(() -> invited(name, guest), invited -> {
                if (invited instanceof Outcome.Done<Invited> done
                        && done.value().membership().isNew()) {
                    take(done.value(), then);
                } else {
                    then.accept(invited.map(one -> one.membership().room()));
                }
            });
        });
    }

    private record Invited(Person person, Membership membership) {}

    /** Blocks. */
    private Outcome<Invited> invited(RoomName name, String guest) {
        return Name.parse(guest)
                .flatMap(directory::owner)
                .map(person -> rooms.invite(name, person.id()).map(membership -> new Invited(person, membership)))
                .orElseGet(() -> Outcome.refused(Refusal.UNKNOWN_PERSON));
    }

    private void take(Invited invited, Consumer<Outcome<Room>> then) {
        Room room = invited.membership().room();
        Presence present = people.find(invited.person().name());
        if (present != null && present.isHere() && present.person().equals(invited.person())) {
            welcome(present, room, then);
            return;
        }
        if (present != null) {
            // Who is coming may have been asked about rooms before.
            present.whenSettled(() -> {
                if (present.isHere() && present.person().equals(invited.person())) {
                    enter(present, room);
                }
            });
        }
        announce(invited.person(), room, then);
    }

    private void welcome(Presence member, Room room, Consumer<Outcome<Room>> then) {
        enter(member, room);
        announce(member.person(), room, then);
    }

    private void enter(Presence member, Room room) {
        member.enter(room);
        journal.tell(audience -> audience.membership(member.person(), room, true));
    }

    /** The membership is stored, whether its notice can be or not. What was said before is not unread. */
    private void announce(Person member, Room room, Consumer<Outcome<Room>> then) {
        journal.record(Draft.join(room.name(), member, clock.instant()), notice -> {
            if (notice instanceof Outcome.Done<Message> done) {
                reading.read(
                        member, new Conversation.Room(room.name()), done.value().id());
            }
            then.accept(new Outcome.Done<>(room));
        });
    }

    /** Is no member any more, and does not get or read what is said there from now on if the room is private. */
    public void leave(Visitor visitor, RoomName name, Consumer<Outcome<RoomName>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            Optional<Room> left =
                    me.rooms().stream().filter(room -> room.name().equals(name)).findFirst();
            if (left.isEmpty()) {
                then.accept(Outcome.refused(Refusal.NOT_MEMBER));
                return;
            }
            Person person = me.person();
            ask(
                    () -> {
                        rooms.leave(name, person.id());
                        return new Outcome.Done<>(name);
                    },
                    stored -> {
                        if (stored instanceof Outcome.Refused<RoomName>) {
                            then.accept(stored);
                            return;
                        }
                        me.leave(name);
                        journal.tell(audience -> audience.membership(person, left.get(), false));
                        journal.record(
                                Draft.leave(name, person, clock.instant()),
                                notice -> then.accept(new Outcome.Done<>(name)));
                    });
        });
    }

    /** Says what a room is about. */
    public void topic(Visitor visitor, RoomName name, String topic, Consumer<Outcome<Room>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            Optional<Outcome.Refused<Room>> refusal = Text.topicRefusal(topic, settings.maxTopic());
            if (!me.isIn(name)) {
                then.accept(Outcome.refused(Refusal.NOT_MEMBER));
            } else if (refusal.isPresent()) {
                then.accept(refusal.get());
            } else {
                ask(() -> known(rooms.topic(name, topic.strip())), changed -> {
                    if (changed instanceof Outcome.Done<Room> done) {
                        people.all().forEach(one -> one.update(done.value()));
                        journal.tell(audience -> audience.changed(done.value()));
                    }
                    then.accept(changed);
                });
            }
        });
    }

    /** The people of a room that this person may read, in the order in which they joined; {@link #MAX_NAMED} at most. */
    public void members(Visitor visitor, RoomName name, Consumer<Outcome<List<Name>>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            PersonId id = me.person().id();
            ask(() -> known(rooms.readable(name, id)).map(room -> rooms.members(name, MAX_NAMED)), then);
        });
    }

    static <T> Outcome<T> known(Optional<T> room) {
        return room.<Outcome<T>>map(Outcome.Done::new).orElseGet(() -> Outcome.refused(Refusal.UNKNOWN_ROOM));
    }

    private <T> void ask(Supplier<Outcome<T>> question, Consumer<Outcome<T>> then) {
        journal.ask(question, asked -> then.accept(asked.flatMap(outcome -> outcome)));
    }
}
