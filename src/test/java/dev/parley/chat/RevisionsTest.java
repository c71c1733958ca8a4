package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change which message, and what everybody is told. */
class RevisionsTest extends ChatFixture {
    private final List<Message> told = new ArrayList<>();
    private final Client ann = new Client("Ann");
    private final Client bob = new Client("Bob");

    RevisionsTest() {
        super(Map.of("parley.chat.changes.max-edits", "2", "parley.chat.changes.max-reactions", "3"));
        chat.add(told::add);
    }

    private final class Client extends Connected {
        Client(String name) {
            super(name);
        }

        long says(String text) {
            return says(RoomName.LOBBY, text);
        }

        long says(RoomName room, String text) {
            chat.say(visitor, room, Saying.of(text), this::answered);
            return said().id();
        }

        Client answers(RoomName room, long id) {
            chat.say(visitor, room, new Saying("yes", null, id, List.of()), this::answered);
            return this;
        }

        long whispers(String to) {
            chat.whisper(visitor, to, Saying.of("psst"), this::answered);
            return said().id();
        }

        Client answers(String to, long id) {
            chat.whisper(visitor, to, new Saying("yes", null, id, List.of()), this::answered);
            return this;
        }

        Client edits(long id, String text) {
            chat.revisions().edit(visitor, id, text, this::answered);
            return this;
        }

        Client deletes(long id) {
            chat.revisions().delete(visitor, id, this::answered);
            return this;
        }

        Client reacts(long id, String emoji) {
            chat.revisions().react(visitor, id, emoji, this::answered);
            return this;
        }

        Client unreacts(long id, String emoji) {
            chat.revisions().unreact(visitor, id, emoji, this::answered);
            return this;
        }

        Client creates(RoomName room) {
            chat.rooms().create(visitor, room.text(), "", false, this::answered);
            return this;
        }

        Message said() {
            return (Message) done();
        }
    }

    private Message now(long id) {
        return log.find(id).orElseThrow();
    }

    @Test
    void an_edit_is_a_message_to_all_of_the_conversation_and_the_text_is_another_from_then_on() {
        long id = ann.says("helo");

        Message edit = ann.edits(id, "hello").said();

        assertThat(told).endsWith(edit);
        assertThat(List.of(edit.kind(), edit.room(), edit.about(), edit.text()))
                .containsExactly(MessageKind.EDIT, RoomName.LOBBY, id, "hello");
        assertThat(now(id).text()).isEqualTo("hello");
        assertThat(now(id).changes().edited()).isEqualTo(edit.at());
    }

    @Test
    void only_its_author_edits_and_deletes_a_message() {
        long id = ann.says("mine");

        assertThat(bob.edits(id, "yours").refusal()).isEqualTo(Refusal.NOT_AUTHOR);
        assertThat(bob.deletes(id).refusal()).isEqualTo(Refusal.NOT_AUTHOR);
        assertThat(now(id).text()).isEqualTo("mine");
    }

    @Test
    void a_text_that_cannot_be_said_cannot_take_the_place_of_one() {
        long id = ann.says("something");

        assertThat(ann.edits(id, " ").refusal()).isEqualTo(Refusal.TEXT_EMPTY);
        assertThat(ann.edits(id, "x".repeat(4_001)).refusal()).isEqualTo(Refusal.TEXT_TOO_LONG);
    }

    @Test
    void what_was_taken_back_can_be_changed_no_more() {
        long id = ann.says("oops");
        bob.reacts(id, "👍");

        Message gone = ann.deletes(id).said();

        assertThat(gone.text()).isEmpty();
        assertThat(now(id).text()).isEmpty();
        assertThat(now(id).changes()).isEqualTo(new Changes(0, null, true, List.of()));
        assertThat(ann.edits(id, "again").refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
        assertThat(bob.reacts(id, "👍").refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
    }

    @Test
    void people_put_emoji_to_a_message_once_each_and_take_back_their_own() {
        long id = ann.says("cake");
        bob.reacts(id, "🎂").reacts(id, "🎂");
        ann.reacts(id, "🎂").unreacts(id, "👍");
        assertThat(now(id).changes().reactions())
                .containsExactly(new Reaction("🎂", List.of(new Name("Bob"), new Name("Ann"))));

        ann.unreacts(id, "🎂");
        assertThat(now(id).changes().reactions()).containsExactly(new Reaction("🎂", List.of(new Name("Bob"))));

        bob.unreacts(id, "🎂");
        assertThat(now(id).changes().reactions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "❤️",
                "👍🏽",
                "👩‍👩‍👧‍👦",
                "🇪🇺",
                "1️⃣",
                "☀",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "\uD83E\uDEE8"
            })
    void an_emoji_is_taken_however_it_is_made(String emoji) {
        assertThat(ann.reacts(ann.says("hi"), emoji).said().text()).isEqualTo(emoji);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "ok", "<b>", "👍 ", "👍x", "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍", "\n"})
    void anything_else_is_no_emoji(String text) {
        long id = ann.says("hi");

        assertThat(ann.reacts(id, text).refusal()).isEqualTo(Refusal.EMOJI_INVALID);
        assertThat(ann.unreacts(id, text).refusal()).isEqualTo(Refusal.EMOJI_INVALID);
    }

    @Test
    void changes_of_one_message_have_limits() {
        long id = ann.says("0");
        ann.edits(id, "1").edits(id, "2");
        assertThat(ann.edits(id, "3").refusal()).isEqualTo(Refusal.TOO_MANY_CHANGES);

        bob.reacts(id, "👍").reacts(id, "👎");
        ann.reacts(id, "👍");
        assertThat(ann.reacts(id, "👎").refusal()).isEqualTo(Refusal.TOO_MANY_CHANGES);
        assertThat(now(id).text()).isEqualTo("2");
    }

    @Test
    void who_cannot_speak_in_a_room_changes_nothing_there() {
        ann.creates(ATTIC);
        long id = ann.says(ATTIC, "up here");

        assertThat(bob.reacts(id, "👍").refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
        assertThat(ann.reacts(id, "👍").said().room()).isEqualTo(ATTIC);
    }

    @Test
    void a_private_message_is_changed_between_its_two_people() {
        Client eve = new Client("Eve");
        long id = ann.whispers("Bob");

        Message reaction = bob.reacts(id, "👍").said();
        assertThat(reaction.author().name()).isEqualTo(new Name("Bob"));
        assertThat(Objects.requireNonNull(reaction.recipient()).name()).isEqualTo(new Name("Ann"));
        Message edit = ann.edits(id, "pssst").said();
        assertThat(Objects.requireNonNull(edit.recipient()).name()).isEqualTo(new Name("Bob"));
        assertThat(eve.reacts(id, "👍").refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
    }

    @Test
    void who_comes_and_goes_and_changes_cannot_be_changed() {
        long id = ann.says("hi");
        long edit = ann.edits(id, "hello").said().id();

        assertThat(ann.reacts(1, "👍").refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE); // "Ann has come"
        assertThat(ann.deletes(edit).refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
        assertThat(ann.reacts(999, "👍").refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
    }

    @Test
    void an_answer_is_to_a_message_of_the_same_conversation() {
        ann.creates(ATTIC);
        long inLobby = bob.says("question");
        long inAttic = ann.says(ATTIC, "up here");
        long toBob = ann.whispers("Bob");

        assertThat(ann.answers(RoomName.LOBBY, inLobby).said().about()).isEqualTo(inLobby);
        assertThat(bob.answers("Ann", toBob).said().about()).isEqualTo(toBob);
        assertThat(ann.answers(RoomName.LOBBY, inAttic).refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
        assertThat(bob.answers(RoomName.LOBBY, inAttic).refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
        assertThat(bob.answers("Ann", inLobby).refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
    }
}
