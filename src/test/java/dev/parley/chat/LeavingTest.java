package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who goes, and when their name is free. */
class LeavingTest extends ClientFixture {
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
