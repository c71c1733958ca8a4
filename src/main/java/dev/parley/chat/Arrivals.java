package dev.parley.chat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
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
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * What a connection wants to be.
     *
     * @param keyed whether it wants a key to come again with
     * @param key that it shows
     */
    record Wish(Name name, boolean keyed, @Nullable String key) {
        @Nullable
        String keyHash() {
            return key == null ? null : Key.hash(key);
        }
    }

    private record Identity(
            Person person, @Nullable String key, @Nullable String keyHash) {}

    Arrivals(People people, Journal journal, PersonDirectory directory, InstantSource clock) {
        this.people = people;
        this.journal = journal;
        this.directory = directory;
        this.clock = clock;
    }

    void join(Visitor visitor, Wish wish, Consumer<Outcome<Joined>> then) {
        if (visitor.isGone()) {
            then.accept(Outcome.refused(Refusal.NOT_JOINED));
            return;
        }
        String keyHash = wish.keyHash();
        Presence present = people.find(wish.name());
        if (present == null) {
            if (people.isFull()) {
                then.accept(Outcome.refused(Refusal.FULL));
            } else {
                come(visitor, wish, people.reserve(wish.name(), keyHash), then);
            }
        } else if (!present.isOf(keyHash)) {
            then.accept(Outcome.refused(Refusal.NAME_TAKEN));
        } else if (present.isHere()) {
            visitor.enter(present);
            then.accept(new Outcome.Done<>(new Joined(present.person(), wish.key(), Optional.empty())));
        } else {
            present.whenSettled(() -> join(visitor, wish, then));
        }
    }

    private void come(Visitor visitor, Wish wish, Presence reserved, Consumer<Outcome<Joined>> then) {
        journal.ask(() -> identify(wish), identified -> {
            if (visitor.isGone()) {
                release(reserved);
                then.accept(Outcome.refused(Refusal.NOT_JOINED));
            } else if (identified instanceof Outcome.Done<Identity> found) {
                reserved.identify(found.value().person(), found.value().keyHash());
                store(visitor, reserved, found.value().key(), then);
            } else {
                release(reserved);
                then.accept(identified.map(i -> new Joined(i.person(), i.key(), Optional.empty())));
            }
        });
    }

    /** Blocks. */
    private Identity identify(Wish wish) {
        if (!wish.keyed()) {
            return new Identity(directory.create(wish.name(), null), null, null);
        }
        String shown = wish.keyHash();
        if (shown != null) {
            Optional<Person> known = directory.byKey(shown);
            if (known.isPresent() && known.get().name().key().equals(wish.name().key())) {
                return new Identity(new Person(known.get().id(), wish.name()), wish.key(), shown);
            }
        }
        String key = Key.make(random);
        String hash = Key.hash(key);
        return new Identity(directory.create(wish.name(), hash), key, hash);
    }

    private void store(Visitor visitor, Presence reserved, @Nullable String key, Consumer<Outcome<Joined>> then) {
        Draft notice = Draft.join(RoomName.LOBBY, reserved.person(), clock.instant());
        journal.record(notice, stored -> {
            if (stored instanceof Outcome.Done<Message> done) {
                people.come(reserved);
                if (!visitor.isGone()) {
                    visitor.enter(reserved);
                }
                then.accept(new Outcome.Done<>(new Joined(reserved.person(), key, Optional.of(done.value()))));
                reserved.settle();
                leaveIfDeserted(reserved);
            } else {
                release(reserved);
                then.accept(stored.map(m -> new Joined(m.author(), key, Optional.of(m))));
            }
        });
    }

    /** Frees the name of somebody whose last connection has gone, at once, and stores that. */
    void leaveIfDeserted(Presence presence) {
        if (presence.isDeserted()) {
            people.free(presence);
            journal.recordLeave(Draft.leave(RoomName.LOBBY, presence.person(), clock.instant()));
        }
    }

    private void release(Presence reserved) {
        people.free(reserved);
        reserved.settle();
    }
}
