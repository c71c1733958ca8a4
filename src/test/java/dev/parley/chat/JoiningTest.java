package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes, by which name, and as whom. */
class JoiningTest extends ClientFixture {
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
        Chat small = chat("max-people", "1");
        Client ann = new Client(small).join("Ann");
        assertThat(new Client(small).join("Bob").refusal()).isEqualTo(Refusal.FULL);

        ann.leave();

        assertThat(new Client(small).join("Bob").last()).isInstanceOf(Joined.class);
    }

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
        Chat closed = chat("guests", "false");

        assertThat(new Client(closed).join("Ann").refusal()).isEqualTo(Refusal.LOGIN_REQUIRED);
        assertThat(new Client(closed).line("Ann").refusal()).isEqualTo(Refusal.LOGIN_REQUIRED);
        assertThat(new Client(closed, "Ann").join("").last()).isInstanceOf(Joined.class);
    }
}
