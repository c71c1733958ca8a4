package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Conversation;
import dev.parley.chat.Draft;
import dev.parley.chat.Name;
import dev.parley.chat.Outcome;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.ReadMarks;
import dev.parley.chat.Refusal;
import dev.parley.chat.Room;
import dev.parley.chat.RoomDirectory;
import dev.parley.chat.RoomName;
import dev.parley.settings.ChatSettings;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for rooms on every database; an extension gives an empty one. */
abstract class RoomDirectoryContract extends StoreContract {
    private static final Room ATTIC = new Room(new RoomName("attic"), "dust", false);
    private static final Room CELLAR = new Room(new RoomName("cellar"), "", true);

    private RoomDirectory rooms;
    private Person ann;
    private Person bob;

    @BeforeEach
    void comeIn() {
        rooms = limited(100, 100);
        ann = opened.directory.guest(new Name("Ann"), Optional.empty()).orElseThrow();
        bob = opened.directory.guest(new Name("Bob"), Optional.empty()).orElseThrow();
    }

    private RoomDirectory limited(int max, int perPerson) {
        return opened.store.roomDirectory(new ChatSettings.Rooms(max, perPerson, 64, 1_000), InstantSource.fixed(NOON));
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).why();
    }

    private static boolean isNew(Outcome<RoomDirectory.Membership> joined) {
        return ((Outcome.Done<RoomDirectory.Membership>) joined).value().isNew();
    }

    @Test
    void a_room_comes_back_as_it_was_made_to_those_who_may_see_it() {
        assertThat(rooms.create(ATTIC, ann.id())).isEqualTo(new Outcome.Done<>(ATTIC));
        rooms.create(CELLAR, ann.id());

        assertThat(refusal(rooms.create(CELLAR, bob.id()))).isEqualTo(Refusal.ROOM_TAKEN);
        assertThat(refusal(rooms.create(new Room(RoomName.LOBBY, "", false), bob.id())))
                .isEqualTo(Refusal.ROOM_TAKEN);
        assertThat(rooms.visible(ann.id()))
                .containsExactly(new RoomDirectory.Listed(ATTIC, true, 1), new RoomDirectory.Listed(CELLAR, true, 1));
        assertThat(rooms.visible(bob.id())).containsExactly(new RoomDirectory.Listed(ATTIC, false, 1));
        assertThat(rooms.publicRoom(ATTIC.name())).contains(ATTIC);
        assertThat(rooms.publicRoom(CELLAR.name())).isEmpty();
        assertThat(rooms.publicRoom(RoomName.LOBBY)).isEmpty();
        assertThat(rooms.readable(CELLAR.name(), ann.id())).contains(CELLAR);
        assertThat(rooms.readable(CELLAR.name(), bob.id())).isEmpty();
        assertThat(rooms.readable(ATTIC.name(), bob.id())).contains(ATTIC);
        assertThat(rooms.readable(ann.id())).containsExactlyInAnyOrder(ATTIC.name(), CELLAR.name());
        assertThat(rooms.readable(bob.id())).containsExactly(ATTIC.name());
    }

    @Test
    void members_join_once_are_invited_and_leave() {
        rooms.create(ATTIC, ann.id());
        rooms.create(CELLAR, ann.id());

        assertThat(isNew(rooms.join(ATTIC.name(), bob.id()))).isTrue();
        assertThat(isNew(rooms.join(ATTIC.name(), bob.id()))).isFalse();
        assertThat(refusal(rooms.join(CELLAR.name(), bob.id()))).isEqualTo(Refusal.UNKNOWN_ROOM);
        assertThat(isNew(rooms.invite(CELLAR.name(), bob.id()))).isTrue();
        assertThat(isNew(rooms.join(CELLAR.name(), bob.id()))).isFalse();
        assertThat(rooms.of(bob.id())).containsExactlyInAnyOrder(ATTIC, CELLAR);
        assertThat(rooms.members(CELLAR.name(), 10)).containsExactly(ann.name(), bob.name());
        assertThat(rooms.members(CELLAR.name(), 1)).hasSize(1);

        rooms.leave(CELLAR.name(), bob.id());
        assertThat(rooms.of(bob.id())).containsExactly(ATTIC);
        assertThat(rooms.readable(CELLAR.name(), bob.id())).isEmpty();
        rooms.forget(bob.id());
        assertThat(rooms.of(bob.id())).isEmpty();
        assertThat(refusal(rooms.invite(new RoomName("nowhere"), bob.id()))).isEqualTo(Refusal.UNKNOWN_ROOM);
    }

    @Test
    void who_cannot_come_any_more_is_not_named() {
        rooms.create(ATTIC, ann.id());
        rooms.join(ATTIC.name(), bob.id());
        opened.directory.release(bob.id());

        assertThat(rooms.members(ATTIC.name(), 10)).containsExactly(ann.name());
    }

    @Test
    void a_topic_is_the_last_one_and_the_longest_fits() {
        rooms.create(ATTIC, ann.id());
        String longest = "\uD83D\uDE42".repeat(1_000);

        assertThat(rooms.topic(ATTIC.name(), longest)).contains(new Room(ATTIC.name(), longest, false));
        assertThat(rooms.publicRoom(ATTIC.name()).orElseThrow().topic()).isEqualTo(longest);
        assertThat(rooms.topic(new RoomName("nowhere"), "x")).isEmpty();
        assertThat(rooms.topic(RoomName.LOBBY, "x")).isEmpty();
    }

    @Test
    void there_are_no_more_rooms_than_may_be_though_many_make_one_at_once() throws Exception {
        RoomDirectory few = limited(3, 100);

        assertThat(atOnce(i -> few.create(new Room(new RoomName("room" + i), "", false), new PersonId(i + 1))))
                .containsExactly(Refusal.ROOMS_FULL);
        assertThat(rooms.visible(ann.id())).hasSize(3);
    }

    @Test
    void nobody_is_in_more_rooms_than_may_be_though_many_invite_at_once() throws Exception {
        for (int i = 0; i < 8; i++) {
            rooms.create(new Room(new RoomName("room" + i), "", true), ann.id());
        }
        RoomDirectory few = limited(100, 3);

        assertThat(atOnce(i -> few.invite(new RoomName("room" + i), bob.id()))).containsExactly(Refusal.TOO_MANY_ROOMS);
        assertThat(rooms.of(bob.id())).hasSize(3);
        assertThat(refusal(few.create(ATTIC, bob.id()))).isEqualTo(Refusal.TOO_MANY_ROOMS);
    }

    private interface Numbered {
        Outcome<?> run(int number);
    }

    /** Eight times on four threads. @return the reasons of those that were refused */
    private static Set<Refusal> atOnce(Numbered action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Outcome<?>>> all = threads.invokeAll(IntStream.range(0, 8)
                    .<Callable<Outcome<?>>>mapToObj(i -> () -> action.run(i))
                    .toList());
            Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
            for (Future<Outcome<?>> one : all) {
                if (one.get() instanceof Outcome.Refused<?> refused) {
                    refusals.add(refused.why());
                }
            }
            return refusals;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void standings_have_a_members_rooms_behind_the_lobby_with_what_is_unread() throws Exception {
        rooms.create(ATTIC, ann.id());
        rooms.create(CELLAR, ann.id());
        rooms.join(ATTIC.name(), bob.id());
        OpenedStore.stored(opened.append(Draft.join(ATTIC.name(), bob, NOON)));
        opened.store
                .readMarks()
                .write(Map.of(new ReadMarks.Mark(bob.id(), new Conversation.Room(ATTIC.name()).key()), 1L));
        OpenedStore.stored(opened.append(Draft.say(ATTIC.name(), ann, "one", NOON)));
        OpenedStore.stored(opened.append(Draft.say(CELLAR.name(), ann, "not for Bob", NOON)));

        assertThat(opened.store.readMarks().of(bob.id(), 10))
                .extracting(standing -> standing.conversation().text() + " " + standing.unread())
                .containsExactly("lobby 0", "attic 1");
    }
}
