package dev.parley.store;

import static dev.parley.store.OpenedStore.ANN;
import static dev.parley.store.OpenedStore.BOB;
import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Conversation;
import dev.parley.chat.Cursor;
import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.ReadMarks;
import dev.parley.chat.RoomName;
import dev.parley.chat.Standing;
import dev.parley.chat.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is who, and how far each has read, on every database. */
abstract class PersonDirectoryContract extends StoreContract {
    @Test
    void a_name_is_kept_for_its_guest_until_that_time_after_the_last_visit() {
        Name ann = new Name("Ann");
        Person guest = opened.directory.guest(ann, Optional.empty()).orElseThrow();
        assertThat(opened.directory.guest(new Name("ANN"), Optional.empty())).isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(BOB.id()))).isEmpty();
        assertThat(opened.directory.passing(ann)).isEmpty();
        assertThat(opened.directory.owner(new Name("aNN"))).contains(guest);
        opened.passFirstMinute();
        assertThat(opened.directory.owner(ann))
                .as("nobody has shown that token")
                .isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).contains(guest);
        opened.passFirstMinute();
        assertThat(opened.directory.owner(ann)).contains(guest);

        opened.passNameKept();
        assertThat(opened.directory.owner(ann)).isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).contains(guest);
        opened.passNameKept();
        opened.directory.seen(guest.id());
        assertThat(opened.directory.guest(ann, Optional.empty())).isEmpty();
        opened.passNameKept();
        Person passing = opened.directory.passing(ann).orElseThrow();
        Person other = opened.directory.guest(ann, Optional.empty()).orElseThrow();

        assertThat(List.of(guest.id(), passing.id(), other.id())).doesNotHaveDuplicates();
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).isEmpty();
        opened.directory.release(other.id());
        assertThat(opened.directory.owner(ann)).isEmpty();
    }

    @Test
    void an_account_has_its_name_for_ever_and_is_nobody_that_a_guest_was() {
        Name ann = new Name("Ann");
        Person guest = opened.directory.guest(ann, Optional.empty()).orElseThrow();
        Person account = opened.directory.account(ann);
        opened.passNameKept();
        opened.directory.release(account.id());

        assertThat(account.id()).isNotEqualTo(guest.id());
        assertThat(opened.directory.account(ann)).isEqualTo(account);
        assertThat(opened.directory.guest(ann, Optional.of(guest.id()))).isEmpty();
        assertThat(opened.directory.guest(ann, Optional.of(account.id()))).isEmpty();
    }

    @Test
    void a_token_is_of_one_person_and_of_all_servers_of_the_database_and_cannot_be_made_up() {
        Tokens tokens = opened.store.tokens("");
        String ofAnn = tokens.of(ANN.id());
        String ofBob = tokens.of(BOB.id());

        assertThat(ofAnn).matches("[A-Za-z0-9_-]{54}");
        try (OpenedStore other = new OpenedStore(source)) {
            assertThat(other.store.tokens("").read(ofAnn)).contains(ANN.id());
        }
        assertThat(tokens.read(ofAnn.substring(0, 11) + ofBob.substring(11))).isEmpty();
        for (String wrong : List.of("", "x", "%", ofAnn + "A", ofAnn.substring(1), "A".repeat(54))) {
            assertThat(tokens.read(wrong)).as(wrong).isEmpty();
        }
        Tokens ofSetting = opened.store.tokens("k".repeat(32));
        assertThat(ofSetting.read(ofSetting.of(ANN.id()))).contains(ANN.id());
        assertThat(ofSetting.read(ofAnn)).isEmpty();
    }

    @Test
    void the_conversations_of_a_person_have_what_is_unread() throws Exception {
        stored(opened.say("before the first visit"));
        assertThat(standings(BOB)).containsExactly("lobby 0");

        stored(opened.say("to all"));
        stored(opened.append(Draft.say(RoomName.LOBBY, BOB, "mine", NOON)));
        stored(opened.append(Draft.join(RoomName.LOBBY, ANN, NOON)));
        whisper(ANN, BOB, "one");
        Person eve = new Person(new PersonId(4), new Name("Eve"));
        whisper(BOB, eve, "to Eve");
        Message two = whisper(ANN, BOB, "two");
        whisper(ANN, eve, "not for Bob");
        assertThat(standings(BOB)).containsExactly("lobby 1", "@Ann 2", "@Eve 0");

        mark(BOB, new Conversation.Direct(new Name("aNN")), two.id() - 1);
        mark(BOB, new Conversation.Room(RoomName.LOBBY), two.id());
        mark(BOB, new Conversation.Room(RoomName.LOBBY), 1);
        whisper(BOB, BOB, "to myself");

        assertThat(standings(BOB)).containsExactly("lobby 0", "@Bob 0", "@Ann 1", "@Eve 0");
        assertThat(opened.store.readMarks().of(BOB.id(), 1)).hasSize(2);
    }

    @Test
    void the_longest_name_fits() throws Exception {
        Name name = new Name("\uD83D\uDE42".repeat(Name.MAX_CHARACTERS));
        Person person = opened.directory.guest(name, Optional.empty()).orElseThrow();
        opened.store
                .readMarks()
                .write(Map.of(new ReadMarks.Mark(person.id(), new Conversation.Direct(name).key()), 1L));

        Message note = whisper(person, person, "x");

        assertThat(opened.log.direct(person.id(), name, new Cursor.Newest(), 1).messages())
                .containsExactly(note);
    }

    private List<String> standings(Person person) {
        return opened.store.readMarks().of(person.id(), 100).stream()
                .map(standing -> standing.conversation().text() + " " + standing.unread())
                .toList();
    }

    private void mark(Person person, Conversation conversation, long id) {
        opened.store.readMarks().write(Map.of(new ReadMarks.Mark(person.id(), conversation.key()), id));
        assertThat(opened.store.readMarks().of(person.id(), 100))
                .filteredOn(standing -> standing.conversation().key().equals(conversation.key()))
                .extracting(Standing::read)
                .allMatch(read -> read >= id);
    }
}
