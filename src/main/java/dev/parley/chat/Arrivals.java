package dev.parley.chat;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a connection becomes somebody's. The name is reserved at once; then the directory says who it is; then the coming is
 * stored; then the person is here. When any of this fails, the name is free again. In the chat's lane.
 */
final class Arrivals {
    private final People people;
    private final Journal journal;
    private final PersonDirectory directory;
    private final Tokens tokens;
    private final RoomDirectory rooms;
    private final InstantSource clock;

    private record Identity(Person person, @Nullable String token, Set<Room> rooms) {}

    Arrivals(People people, Journal journal, Storage storage, InstantSource clock) {
        this.people = people;
        this.journal = journal;
        this.directory = storage.directory();
        this.tokens = storage.tokens();
        this.rooms = storage.rooms();
        this.clock = clock;
    }

    void join(Visitor visitor, Wish wish, Consumer<Outcome<Joined>> then) {
        String token = wish.token();
        if (token == null) {
            enter(visitor, wish, then);
            return;
        }
        journal.ask(() -> tokens.read(token), read -> {
            if (read instanceof Outcome.Done<Optional<PersonId>> done) {
                enter(visitor, wish.proved(done.value()), then);
            } else {
                then.accept(read.flatMap(id -> Outcome.refused(Refusal.UNAVAILABLE)));
            }
        });
    }

    private void enter(Visitor visitor, Wish wish, Consumer<Outcome<Joined>> then) {
        if (visitor.isGone()) {
            then.accept(Outcome.refused(Refusal.NOT_JOINED));
            return;
        }
        Presence present = people.find(wish.name());
        if (present == null) {
            if (people.isFull()) {
                then.accept(Outcome.refused(Refusal.FULL));
            } else {
                come(visitor, wish, people.reserve(wish), then);
            }
        } else if (!present.isOf(wish)) {
            then.accept(Outcome.refused(Refusal.NAME_TAKEN));
        } else if (present.isHere()) {
            visitor.enter(present);
            keep(present);
            then.accept(new Outcome.Done<>(new Joined(present.person(), wish.token(), Optional.empty())));
        } else {
            present.whenSettled(() -> enter(visitor, wish, then));
        }
    }

    private void come(Visitor visitor, Wish wish, Presence reserved, Consumer<Outcome<Joined>> then) {
        journal.ask(() -> identify(wish), identified -> {
            Optional<Identity> found =
                    identified instanceof Outcome.Done<Optional<Identity>> done ? done.value() : Optional.empty();
            found.ifPresent(identity -> reserved.identify(identity.person(), identity.rooms()));
            if (visitor.isGone()) {
                release(reserved);
                then.accept(Outcome.refused(Refusal.NOT_JOINED));
            } else if (found.isPresent()) {
                store(visitor, reserved, found.get().token(), then);
            } else {
                release(reserved);
                then.accept(identified.flatMap(nobody -> Outcome.refused(Refusal.NAME_TAKEN)));
            }
        });
    }

    /** Blocks. @return nothing if the name is kept for somebody else */
    private Optional<Identity> identify(Wish wish) {
        return switch (wish.kind()) {
            case PASSING -> directory.passing(wish.name()).map(person -> new Identity(person, null, Set.of()));
            case ACCOUNT -> Optional.of(identity(directory.account(wish.name()), null));
            case GUEST ->
                directory.guest(wish.name(), wish.shown()).map(person -> identity(person, tokens.of(person.id())));
        };
    }

    private Identity identity(Person person, @Nullable String token) {
        return new Identity(person, token, rooms.of(person.id()));
    }

    private void store(Visitor visitor, Presence reserved, @Nullable String token, Consumer<Outcome<Joined>> then) {
        Draft notice = Draft.join(RoomName.LOBBY, reserved.person(), clock.instant());
        journal.record(notice, stored -> {
            if (stored instanceof Outcome.Done<Message> done) {
                people.come(reserved);
                if (!visitor.isGone()) {
                    visitor.enter(reserved);
                }
                then.accept(new Outcome.Done<>(new Joined(reserved.person(), token, Optional.of(done.value()))));
                reserved.settle();
                leaveIfDeserted(reserved);
            } else {
                release(reserved);
                then.accept(stored.map(m -> new Joined(m.author(), token, Optional.of(m))));
            }
        });
    }

    /** Frees the name of somebody whose last connection has gone, at once, and stores that. */
    void leaveIfDeserted(Presence presence) {
        if (presence.isDeserted()) {
            people.free(presence);
            settleName(presence);
            journal.recordLeave(Draft.leave(RoomName.LOBBY, presence.person(), clock.instant()));
        }
    }

    /** Its guest has a token. */
    void keep(Presence presence) {
        if (presence.keep()) {
            settleName(presence);
        }
    }

    /** A guest who has got no token cannot come back. What cannot be stored is left to the time that a name is kept. */
    private void settleName(Presence presence) {
        if (presence.isGuest() && presence.isIdentified()) {
            PersonId id = presence.person().id();
            boolean kept = presence.isKept();
            journal.ask(
                    () -> {
                        if (kept) {
                            directory.seen(id);
                        } else {
                            directory.release(id);
                        }
                        return id;
                    },
                    told -> {});
        }
    }

    private void release(Presence reserved) {
        settleName(reserved);
        people.free(reserved);
        reserved.settle();
    }
}
