package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.metrics.ChatCounters;
import dev.parley.settings.ChatSettings;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the chat, with a log that stores when the test says so. */
class ChatTest {
    private static final Conversation LOBBY = new Conversation.Room(RoomName.LOBBY);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00.123456Z"));

    private final MemoryDirectory directory = new MemoryDirectory();
    private final MemoryLog log = new MemoryLog(directory.rooms);
    private final SteppedExecutor storage = new SteppedExecutor();
    private final Chat chat = chat(Map.of());
    private final List<String> delivered = new ArrayList<>();

    private Chat chat(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(Map.of("parley.chat.message-burst", "10000"));
        settings.forEach((key, value) -> properties.put("parley.chat." + key, value));
        ChatSettings limits = Settings.from(new SettingsSource(properties, Map.of(), Map.of()))
                .chat();
        Turnstile turnstile = new Turnstile(limits, () -> 0, new ChatCounters());
        Storage kept = new Storage(log, directory, directory, log, directory.rooms, log, log.files);
        Chat made = new Chat(limits, kept, storage, CLOCK, turnstile);
        made.add(
                message -> delivered.add(message.kind() + " " + message.author().name()
                        + (message.recipient() == null
                                ? ""
                                : " > " + message.recipient().name())
                        + (message.text().isEmpty() ? "" : " " + message.text())));
        return made;
    }

    /** A connection, what it was answered, and as whom it entered. */
    private final class Client {
        private final Chat of;
        private final List<Outcome<?>> answers = new ArrayList<>();
        private @Nullable Person me;
        private final Visitor visitor;

        Client(Chat of) {
            this(of, null);
        }

        Client(Chat of, @Nullable String account) {
            this.of = of;
            visitor = new Visitor(
                    person -> {
                        me = person;
                        delivered.add("(" + person.name() + " enters)");
                    },
                    account,
                    () -> {});
        }

        Client join(String name) {
            return join(name, null);
        }

        Client join(String name, @Nullable String key) {
            of.join(visitor, name, key, answers::add);
            return this;
        }

        Client say(String text) {
            of.say(visitor, RoomName.LOBBY, Saying.of(text), answers::add);
            return this;
        }

        Client whisper(String to, String text) {
            of.whisper(visitor, to, Saying.of(text), answers::add);
            return this;
        }

        Client say(String text, UUID uuid) {
            of.say(visitor, RoomName.LOBBY, new Saying(text, uuid, null, List.of()), answers::add);
            return this;
        }

        Client whisper(String to, String text, UUID uuid) {
            of.whisper(visitor, to, new Saying(text, uuid, null, List.of()), answers::add);
            return this;
        }

        Client line(String line) {
            of.line(visitor, line, answers::add);
            return this;
        }

        void leave() {
            of.leave(visitor);
        }

        String token() {
            return Objects.requireNonNull(((Joined) last()).token());
        }

        Object last() {
            return ((Outcome.Done<?>) answers.get(answers.size() - 1)).value();
        }

        Refusal refusal() {
            return ((Outcome.Refused<?>) answers.get(answers.size() - 1)).why();
        }

        Client heard() {
            of.heard(visitor);
            return this;
        }

        List<String> standings() {
            List<String> lines = new ArrayList<>();
            of.standings(
                    visitor,
                    outcome -> ((Outcome.Done<List<Standing>>) outcome)
                            .value()
                            .forEach(s -> lines.add(s.conversation().text() + " " + s.unread() + " unread")));
            return lines;
        }

        List<String> people() {
            List<String> names = new ArrayList<>();
            of.people(
                    visitor,
                    outcome -> ((Outcome.Done<List<Here>>) outcome)
                            .value()
                            .forEach(here -> names.add(here.name().text())));
            return names;
        }
    }

    private Client client() {
        return new Client(chat);
    }

    // ---- joining ----

    @Test
    void a_person_enters_behind_the_notice_of_their_coming() {
        Client ann = client().join("Ann");

        assertThat(delivered).containsExactly("JOIN Ann", "(Ann enters)");
        assertThat(((Joined) ann.last()).me().name().text()).isEqualTo("Ann");
        assertThat(ann.people()).containsExactly("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "\u0000"})
    void a_bad_name_is_refused_and_can_be_tried_again(String name) {
        Client ann = client().join(name);
        assertThat(ann.refusal()).isEqualTo(Refusal.NAME_INVALID);

        ann.join("Ann");

        assertThat(log.stored()).containsExactly("JOIN Ann");
    }

    @ParameterizedTest
    @CsvSource({"Ann, ANN", "Straße, STRASSE", "Zoe\u0308, ZOË", "张三, 张三"})
    void a_name_is_taken_whatever_its_case_and_its_form(String first, String second) {
        client().join(first);

        assertThat(client().join(second).refusal()).isEqualTo(Refusal.NAME_TAKEN);
    }

    @Test
    void of_two_who_want_a_name_at_once_the_first_gets_it() {
        storage.hold();
        Client first = client().join("Ann");
        Client second = client().join("ann");

        storage.release();

        assertThat(second.refusal()).isEqualTo(Refusal.NAME_TAKEN);
        assertThat(((Joined) first.last()).me().name().text()).isEqualTo("Ann");
        assertThat(directory.created()).isEqualTo(1);
    }

    @Test
    void a_reserved_name_is_not_of_anybody_who_is_here() {
        Client bob = client().join("Bob");
        log.hold();
        client().line("Ann");

        assertThat(bob.people()).containsExactly("Bob");
        assertThat(bob.whisper("Ann", "hello").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    @Test
    void a_name_is_free_again_when_the_person_could_not_be_stored() {
        directory.goAway();
        assertThat(client().join("Ann").refusal()).isEqualTo(Refusal.UNAVAILABLE);

        directory.comeBack();
        client().join("Ann");

        assertThat(delivered).containsExactly("JOIN Ann", "(Ann enters)");
    }

    @Test
    void a_name_is_free_again_when_the_coming_could_not_be_stored() {
        log.fail(LogUnavailableException.Reason.BUSY);
        Client refused = client().join("Ann");
        assertThat(refused.refusal()).isEqualTo(Refusal.BUSY);

        log.fail(null);
        client().join("Ann");

        assertThat(delivered).containsExactly("JOIN Ann", "(Ann enters)");
        assertThat(refused.say("hello").refusal()).isEqualTo(Refusal.NOT_JOINED);
    }

    @Test
    void a_full_pool_answers_busy() {
        storage.fill();

        assertThat(client().join("Ann").refusal()).isEqualTo(Refusal.BUSY);
    }

    @Test
    void a_second_name_for_one_connection_is_refused() {
        assertThat(client().join("Ann").join("Bob").refusal()).isEqualTo(Refusal.ALREADY_JOINED);
    }

    @Test
    void people_are_in_the_order_of_their_coming_not_of_their_asking() {
        storage.hold();
        Client ann = client().join("Ann");
        client().join("Bob");
        storage.runNext(); // Ann's
        log.hold(); // Bob's
        storage.runNext();
        storage.release();
        client().join("Cid");
        log.release();

        assertThat(ann.people()).containsExactly("Ann", "Bob", "Cid");
    }

    @Test
    void nobody_comes_when_as_many_as_may_be_are_here() {
        Chat small = chat(Map.of("max-people", "1"));
        Client ann = new Client(small).join("Ann");
        assertThat(new Client(small).join("Bob").refusal()).isEqualTo(Refusal.FULL);

        ann.leave();

        assertThat(new Client(small).join("Bob").last()).isInstanceOf(Joined.class);
    }

    // ---- tokens ----

    @Test
    void several_connections_with_one_token_are_one_person_who_comes_once_and_leaves_once() {
        Client first = client().join("Ann");
        Client second = client().join("ANN", first.token());

        assertThat(((Joined) second.last()).notice()).isEmpty();
        assertThat(second.me).isEqualTo(first.me);
        assertThat(second.token()).isEqualTo(first.token());
        first.leave();
        assertThat(second.say("still here").people()).containsExactly("Ann");
        second.leave();

        assertThat(log.stored()).containsExactly("JOIN Ann", "SAY Ann still here", "LEAVE Ann");
    }

    @Test
    void two_connections_that_come_with_one_token_at_once_are_one_person() {
        Client before = client().join("Ann");
        before.leave();
        delivered.clear();
        storage.hold();
        Client first = client().join("Ann", before.token());
        Client second = client().join("Ann", before.token());

        storage.release();

        assertThat(second.me).isEqualTo(first.me).isEqualTo(before.me);
        assertThat(delivered).containsExactly("JOIN Ann", "(Ann enters)", "(Ann enters)");
    }

    @Test
    void whoever_waits_for_a_person_who_then_cannot_come_tries_by_themselves() {
        String key = client().join("Ann").token();
        client().join("Ann", key).leave();
        Client other = client().join("Bea");
        String hers = other.token();
        other.leave();
        storage.hold();
        Client first = client().join("Bea", hers);
        Client second = client().join("Bea", hers);
        first.leave();

        storage.release();

        assertThat(second.me).isEqualTo(other.me);
        assertThat(log.stored()).endsWith("JOIN Bea", "LEAVE Bea", "JOIN Bea");
    }

    @Test
    void a_token_brings_the_same_person_back_after_they_left() {
        Client before = client().join("Ann");
        before.leave();

        Client after = client().join("Ann", before.token());

        assertThat(after.me).isEqualTo(before.me);
        assertThat(after.token()).isEqualTo(before.token());
        assertThat(client().join("Ann").refusal()).isEqualTo(Refusal.NAME_TAKEN);
    }

    @Test
    void a_token_for_another_name_or_of_nobody_makes_a_new_person_with_a_new_token() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob", ann.token());
        Client cid = client().join("Cid", "made up");

        assertThat(bob.token()).isNotEqualTo(ann.token());
        assertThat(bob.me).isNotEqualTo(ann.me);
        assertThat(cid.token()).isNotEqualTo("made up");
        assertThat(client().join("Ann", bob.token()).refusal()).isEqualTo(Refusal.NAME_TAKEN);
    }

    // ---- talking ----

    @Test
    void nothing_is_delivered_or_done_before_it_is_stored() {
        Client ann = client().join("Ann");
        delivered.clear();
        log.hold();
        ann.say("one").say("two");
        assertThat(delivered).isEmpty();
        assertThat(ann.answers).hasSize(1);

        log.storeNext();
        assertThat(delivered).containsExactly("SAY Ann one");
        assertThat(((Message) ann.last()).id()).isEqualTo(2);

        log.storeNext();
        assertThat(delivered).containsExactly("SAY Ann one", "SAY Ann two");
        assertThat(((Message) ann.last()).at()).isEqualTo(Instant.parse("2026-01-01T12:00:00.123Z"));
    }

    @Test
    void what_could_not_be_stored_is_not_delivered_and_the_chat_goes_on() {
        Client ann = client().join("Ann");
        delivered.clear();
        log.fail(LogUnavailableException.Reason.AWAY);
        assertThat(ann.say("lost").refusal()).isEqualTo(Refusal.UNAVAILABLE);

        log.fail(null);
        ann.say("kept");

        assertThat(delivered).containsExactly("SAY Ann kept");
    }

    @Test
    void what_is_said_before_joining_is_refused() {
        assertThat(client().say("hello").refusal()).isEqualTo(Refusal.NOT_JOINED);
        assertThat(client().whisper("Ann", "hello").refusal()).isEqualTo(Refusal.NOT_JOINED);
    }

    @Test
    void what_is_said_while_joining_is_said_after_it() {
        storage.hold();
        Client ann = client().join("Ann").say("hello");

        storage.release();

        assertThat(log.stored()).containsExactly("JOIN Ann", "SAY Ann hello");
        assertThat(ann.answers).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', TEXT_EMPTY",
        "' \t\n\u3000', TEXT_EMPTY",
        "a\u0000b, TEXT_INVALID",
        "a\u009Bb, TEXT_INVALID",
        "12345678901, TEXT_TOO_LONG"
    })
    void a_text_that_may_not_be_said_is_refused(String text, Refusal why) {
        Client ann = new Client(chat(Map.of("max-text", "10"))).join("Ann");

        assertThat(ann.say(text).refusal()).isEqualTo(why);
        assertThat(ann.whisper("Ann", text).refusal()).isEqualTo(why);
        assertThat(log.stored()).containsExactly("JOIN Ann");
    }

    @Test
    void half_a_surrogate_pair_is_no_text() {
        assertThat(client().join("Ann").say("a\uD83D").refusal()).isEqualTo(Refusal.TEXT_INVALID);
    }

    @Test
    void a_text_may_have_lines_tabs_and_as_many_characters_of_any_plane_as_are_allowed() {
        Client ann = new Client(chat(Map.of("max-text", "10"))).join("Ann");

        ann.say("😀😀😀😀😀😀😀😀😀😀").say("a\r\n\tb");

        assertThat(log.stored()).endsWith("SAY Ann 😀😀😀😀😀😀😀😀😀😀", "SAY Ann a\r\n\tb");
    }

    @Test
    void a_private_message_is_for_somebody_who_is_here_by_whatever_form_of_the_name() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob");

        ann.whisper("BOB", "psst");
        assertThat(delivered).endsWith("WHISPER Ann > Bob psst");
        bob.leave();

        assertThat(ann.whisper("Eve", "psst").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
        assertThat(ann.whisper("no name", "psst").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    @Test
    void what_comes_again_has_the_first_ones_receipt_and_is_not_delivered_again() {
        UUID uuid = UUID.randomUUID();
        Client ann = client().join("Ann");
        log.hold();
        ann.say("hello", uuid).say("hello", uuid).say("more", UUID.randomUUID());
        log.release();
        Object last = ann.say("hello", uuid).last();

        assertThat(delivered).endsWith("(Ann enters)", "SAY Ann hello", "SAY Ann more");
        assertThat(ann.answers.subList(1, 3))
                .containsOnly(new Outcome.Done<>(last))
                .hasSize(2);
    }

    @Test
    void a_private_message_that_comes_again_has_its_receipt_though_its_reader_has_gone() {
        UUID uuid = UUID.randomUUID();
        Client ann = client().join("Ann");
        Client passing = client().line("Bob");
        Object first = ann.whisper("Bob", "psst", uuid).last();
        passing.leave();

        assertThat(ann.whisper("Bob", "psst", uuid).last()).isEqualTo(first);
        assertThat(ann.whisper("Bob", "psst", UUID.randomUUID()).refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    @Test
    void a_private_message_for_somebody_who_can_come_back_waits_for_them() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob").heard();
        bob.leave();
        Client passing = client().line("Cid");
        passing.leave();

        UUID uuid = UUID.randomUUID();
        ann.whisper("bob", "later", uuid);
        ann.say("behind it");

        assertThat(delivered).endsWith("WHISPER Ann > Bob later", "SAY Ann behind it");
        assertThat(log.find(Objects.requireNonNull(ann.me).id(), uuid).map(Message::recipient))
                .contains(bob.me);
        assertThat(ann.whisper("Cid", "never").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
    }

    // ---- who is who ----

    @Test
    void a_name_is_kept_for_its_guest_who_is_away_and_free_again_after_that_time_or_when_forgotten() {
        client().join("Ann").leave(); // without the token, perhaps
        Client ann = client().join("Ann").heard();
        ann.leave();
        assertThat(client().join("ANN").refusal()).isEqualTo(Refusal.NAME_TAKEN);
        assertThat(client().line("Ann").refusal()).isEqualTo(Refusal.NAME_TAKEN);

        directory.expire("Ann");
        Client other = client().join("Ann").heard();
        assertThat(other.me).isNotEqualTo(ann.me);

        chat.forget(other.visitor, other.answers::add);
        other.leave();
        assertThat(client().join("Ann").me).isNotIn(ann.me, other.me);
    }

    @Test
    void whom_the_server_has_authenticated_has_that_name_on_every_connection() {
        Client guest = client().join("Ann");
        assertThat(new Client(chat, "Ann").join("x").refusal()).isEqualTo(Refusal.NAME_TAKEN);
        guest.leave();

        Client account = new Client(chat, "Ann").join("somebody else");
        Client second = new Client(chat, "ann").line("x");

        assertThat(account.me).isEqualTo(second.me).isNotEqualTo(guest.me);
        assertThat(((Joined) account.last()).token()).isNull();
        assertThat(client().join("Ann", guest.token()).refusal()).isEqualTo(Refusal.NAME_TAKEN);
        account.leave();
        second.leave();
        assertThat(client().join("Ann", guest.token()).refusal()).isEqualTo(Refusal.NAME_TAKEN);
    }

    @Test
    void guests_are_not_let_in_where_the_setting_says_so() {
        Chat closed = chat(Map.of("guests", "false"));

        assertThat(new Client(closed).join("Ann").refusal()).isEqualTo(Refusal.LOGIN_REQUIRED);
        assertThat(new Client(closed).line("Ann").refusal()).isEqualTo(Refusal.LOGIN_REQUIRED);
        assertThat(new Client(closed, "Ann").join("").last()).isInstanceOf(Joined.class);
    }

    // ---- reading ----

    @Test
    void unread_counts_are_kept_with_the_person_whatever_the_connection() {
        Client ann = client().join("Ann");
        ann.heard().standings();
        ann.leave();
        Client bob = client().join("Bob");
        bob.say("one").say("two").whisper("Ann", "psst");

        Client again = client().join("Ann", ann.token());

        assertThat(again.standings()).containsExactly("lobby 2 unread", "@Bob 1 unread");
        chat.read(again.visitor, new Conversation.Room(RoomName.LOBBY), 100, again.answers::add);
        assertThat(again.standings()).containsExactly("lobby 0 unread", "@Bob 1 unread");
    }

    @Test
    void marks_that_gather_while_some_are_stored_are_stored_together_and_the_furthest_counts() {
        Client ann = client().join("Ann");
        ann.standings();
        storage.hold();
        for (long id : new long[] {3, 9, 5}) {
            chat.read(ann.visitor, new Conversation.Room(RoomName.LOBBY), id, ann.answers::add);
        }
        storage.runNext(); // the first one; the others are the next and last task
        storage.runNext();

        assertThat(log.of(Objects.requireNonNull(ann.me).id(), 1).get(0).read()).isEqualTo(9);
    }

    @Test
    void a_connection_has_only_so_many_commands_without_an_answer() {
        Client ann = new Client(chat(Map.of("max-pending", "2"))).join("Ann");
        log.hold();
        ann.say("1").say("2").say("3");
        assertThat(ann.refusal()).isEqualTo(Refusal.BUSY);

        log.release();
        ann.say("4");

        assertThat(log.stored()).containsExactly("JOIN Ann", "SAY Ann 1", "SAY Ann 2", "SAY Ann 4");
    }

    // ---- the classic line ----

    @Test
    void the_first_line_is_a_name_and_the_next_ones_are_said() {
        client().join("Bob");
        Client ann = client();
        storage.hold();
        ann.line("Ann").line("hello").line("@Bob psst  you").line("@ all").line("mail@Bob x");
        storage.release();

        assertThat(delivered)
                .endsWith(
                        "JOIN Ann",
                        "(Ann enters)",
                        "SAY Ann hello",
                        "WHISPER Ann > Bob psst  you",
                        "SAY Ann @ all",
                        "SAY Ann mail@Bob x");
        assertThat(ann.answers).allMatch(answer -> answer instanceof Outcome.Done);
    }

    @Test
    void a_line_for_nobody_or_without_a_text_is_told_to_nobody() {
        Client ann = client().line("Ann");

        assertThat(ann.line("@Bob psst").refusal()).isEqualTo(Refusal.UNKNOWN_PERSON);
        assertThat(ann.line("@Ann").refusal()).isEqualTo(Refusal.TEXT_EMPTY);
        assertThat(log.stored()).containsExactly("JOIN Ann");
    }

    @Test
    void a_name_that_is_refused_leaves_the_next_line_to_be_a_name() {
        client().join("Ann");
        Client other = client();

        assertThat(other.line("Ann").refusal()).isEqualTo(Refusal.NAME_TAKEN);
        assertThat(other.line("two words").refusal()).isEqualTo(Refusal.NAME_INVALID);
        other.line("@nn").line("hello");

        assertThat(log.stored()).endsWith("JOIN @nn", "SAY @nn hello");
    }

    @Test
    void who_comes_by_a_line_is_somebody_new_each_time_and_keeps_no_name() {
        Client first = client().line("Ann");
        first.leave();

        Client second = client().line("Ann");

        assertThat(second.me).isNotEqualTo(first.me);
        assertThat(directory.owner(new Name("Ann"))).isEmpty();
    }

    // ---- history ----

    @Test
    void private_messages_are_for_their_two_people_only() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob");
        Client eve = client().join("Eve");
        ann.whisper("Bob", "psst").say("hello");

        assertThat(texts(ann, "bob")).containsExactly("psst");
        assertThat(texts(bob, "Ann")).containsExactly("psst");
        assertThat(texts(eve, "Bob")).isEmpty();
        assertThat(texts(eve, null)).containsExactly("", "", "", "hello");
        bob.leave();
        assertThat(texts(client().join("Bob"), "Ann")).isEmpty();
    }

    @Test
    void what_a_page_contains_has_been_delivered_when_the_page_is_answered() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob");
        log.hold();
        bob.say("one").say("two");
        Runnable tellOne = log.storeNextUntold();
        delivered.clear();
        chat.history(
                ann.visitor,
                LOBBY,
                new Cursor.Newest(),
                1,
                page -> delivered.add("page "
                        + ((Outcome.Done<Page>) page).value().messages().get(0).text()));
        bob.say("three");
        assertThat(delivered).isEmpty();
        tellOne.run();
        assertThat(delivered).containsExactly("SAY Bob one");
        log.storeNext();
        assertThat(delivered).containsExactly("SAY Bob one", "SAY Bob two", "page one");
    }

    @Test
    void history_is_for_those_who_joined_and_can_be_away() {
        List<Outcome<Page>> answers = new ArrayList<>();
        chat.history(client().visitor, LOBBY, new Cursor.Newest(), 10, answers::add);
        Client ann = client().join("Ann");
        log.fail(LogUnavailableException.Reason.AWAY);
        chat.history(ann.visitor, LOBBY, new Cursor.Newest(), 10, answers::add);

        assertThat(answers)
                .extracting(answer -> ((Outcome.Refused<Page>) answer).why())
                .containsExactly(Refusal.NOT_JOINED, Refusal.UNAVAILABLE);
    }

    private List<String> texts(Client of, @Nullable String with) {
        List<String> texts = new ArrayList<>();
        chat.history(
                of.visitor,
                with == null ? LOBBY : new Conversation.Direct(new Name(with)),
                new Cursor.Newest(),
                10,
                page -> ((Outcome.Done<Page>) page).value().messages().forEach(m -> texts.add(m.text())));
        return texts;
    }

    // ---- leaving ----

    @Test
    void leaving_frees_the_name_at_once_and_is_delivered_when_it_is_stored() {
        Client ann = client().join("Ann");
        log.hold();
        ann.leave();
        Client next = client().join("Ann");
        assertThat(delivered).endsWith("(Ann enters)");

        log.release();

        assertThat(delivered).endsWith("LEAVE Ann", "JOIN Ann", "(Ann enters)");
        assertThat(next.people()).containsExactly("Ann");
    }

    @Test
    void who_leaves_before_the_directory_answers_never_came() {
        storage.hold();
        Client ann = client().join("Ann").say("hello");
        ann.leave();
        storage.release();

        assertThat(log.stored()).isEmpty();
        assertThat(client().join("Ann").last()).isInstanceOf(Joined.class);
    }

    @Test
    void who_leaves_while_their_coming_is_stored_has_come_and_gone() {
        log.hold();
        Client ann = client().join("Ann");
        ann.leave();
        log.release();

        assertThat(delivered).containsExactly("JOIN Ann", "LEAVE Ann");
        assertThat(client().join("Ann").last()).isInstanceOf(Joined.class);
    }

    @Test
    void a_connection_that_never_joined_leaves_nothing() {
        client().leave();

        assertThat(log.stored()).isEmpty();
    }

    @Test
    void a_leave_while_the_database_is_away_frees_the_name_and_is_stored_when_it_is_back() {
        Client ann = client().join("Ann");
        Client bob = client().join("Bob");
        log.fail(LogUnavailableException.Reason.AWAY);
        ann.leave();
        assertThat(bob.people()).containsExactly("Bob");
        log.fail(null);

        bob.say("hello");

        assertThat(log.stored()).containsExactly("JOIN Ann", "JOIN Bob", "SAY Bob hello", "LEAVE Ann");
    }

    @Test
    void a_leave_that_is_owed_is_stored_before_the_next_one_of_that_name_comes() {
        Client ann = client().join("Ann");
        log.fail(LogUnavailableException.Reason.AWAY);
        ann.leave();
        log.fail(null);

        client().join("Ann");

        assertThat(log.stored()).containsExactly("JOIN Ann", "LEAVE Ann", "JOIN Ann");
    }

    @Test
    void an_audience_that_throws_takes_nothing_from_the_others() {
        List<Message> got = new ArrayList<>();
        chat.add(message -> {
            throw new IllegalStateException("expected by the test");
        });
        chat.add(got::add);

        client().join("Ann").say("hello");

        assertThat(got).extracting(Message::text).containsExactly("", "hello");
    }
}
