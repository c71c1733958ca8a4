package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.metrics.ChatCounters;
import dev.parley.settings.ChatSettings;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How fast connections and people may go: here 2 messages a second, and 3 at once. */
class TurnstileTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

    private final ChatSettings settings = Settings.from(new SettingsSource(
                    Map.of("parley.chat.messages-per-second", "2", "parley.chat.message-burst", "3"),
                    Map.of(),
                    Map.of()))
            .chat();
    private final MemoryDirectory directory = new MemoryDirectory();
    private final MemoryLog log = new MemoryLog(directory.rooms);
    private final ChatCounters counters = new ChatCounters();
    private long now;
    private final Turnstile turnstile = new Turnstile(settings, () -> now, counters);
    private final Chat chat = new Chat(
            settings,
            new Storage(log, directory, directory, log, directory.rooms, log, log.files),
            new SteppedExecutor(),
            CLOCK,
            turnstile);
    private final List<String> delivered = new ArrayList<>();

    TurnstileTest() {
        chat.add(message -> delivered.add(message.text()));
    }

    /** A connection, and what it was answered. */
    private final class Client {
        private final List<String> answers = new ArrayList<>();
        private int cuts;
        private final Visitor visitor;

        Client(@Nullable String account) {
            visitor = new Visitor(person -> {}, account, () -> cuts++);
        }

        Client join(String name) {
            chat.join(visitor, name, null, this::answered);
            return this;
        }

        Client say(String... texts) {
            for (String text : texts) {
                chat.say(visitor, RoomName.LOBBY, Saying.of(text), this::answered);
            }
            return this;
        }

        private void answered(Outcome<?> outcome) {
            answers.add(
                    outcome instanceof Outcome.Refused<?> refused
                            ? refused.why().code()
                            : "done");
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private long counted(String metric, String label) {
        return ChatFixture.counted(counters, metric, label);
    }

    @Test
    void what_comes_past_the_burst_is_refused_and_not_said() {
        Client ann = new Client(null).join("Ann").say("1", "2", "3", "4");

        assertThat(ann.answers).containsExactly("done", "done", "done", "too-fast", "too-fast");
        assertThat(delivered).containsExactly("", "1", "2");
        assertThat(ann.cuts).isZero();
        assertThat(counted("parley_chat_refused_total", "too-fast")).isEqualTo(2);
    }

    @Test
    void after_a_pause_one_may_speak_again() {
        Client ann = new Client(null).join("Ann").say("1", "2", "too fast");

        pass(Duration.ofSeconds(1));

        ann.say("3").say("too fast");
        assertThat(ann.answers).containsExactly("done", "done", "done", "too-fast", "done", "too-fast");
    }

    @Test
    void whoever_goes_on_a_second_burst_long_is_cut_once() {
        Client ann = new Client(null).join("Ann").say("1", "2", "a", "b", "c");
        assertThat(ann.cuts).isZero();

        ann.say("d", "e");

        assertThat(ann.cuts).isOne();
        assertThat(counted("parley_chat_too_fast_cuts_total", "")).isOne();
    }

    @Test
    void the_connections_of_one_person_share_what_that_person_may_say() {
        Client laptop = new Client("ann").join("ann");
        Client phone = new Client("ann").join("ann");

        laptop.say("1", "2");
        phone.say("3", "4");

        assertThat(delivered).containsExactly("", "1", "2", "3");
        assertThat(phone.answers).containsExactly("done", "done", "too-fast");
    }

    @Test
    void asking_without_saying_anything_is_limited_for_each_connection_alone() {
        Client laptop = new Client("ann").join("ann");
        Client phone = new Client("ann").join("ann");

        for (int i = 0; i < 3; i++) {
            chat.people(laptop.visitor, laptop::answered);
        }
        phone.say("1");

        assertThat(laptop.answers).containsExactly("done", "done", "done", "too-fast");
        assertThat(phone.answers).containsExactly("done", "done");
    }

    @Test
    void at_the_end_nobody_is_let_in_and_it_is_over_when_the_last_is_answered() {
        Client ann = new Client(null).join("Ann");
        log.hold();
        ann.say("1");

        turnstile.close();
        ann.say("too late");
        assertThat(turnstile.isEmpty()).isFalse();
        log.release();

        assertThat(turnstile.isEmpty()).isTrue();
        assertThat(ann.answers).containsExactly("done", "done");
        assertThat(delivered).containsExactly("", "1");
    }

    @Test
    void nobody_waits_for_the_commands_of_a_connection_that_has_gone() {
        Client ann = new Client(null);
        log.hold();
        ann.join("Ann").say("1");

        chat.leave(ann.visitor);
        turnstile.close();
        log.release();

        assertThat(turnstile.isEmpty()).isTrue();
    }

    @Test
    void the_cut_of_a_person_meets_the_connection_that_goes_on() {
        Client[] tabs = new Client[4];
        for (int i = 0; i < tabs.length; i++) {
            tabs[i] = new Client("ann").join("ann");
        }

        for (Client tab : tabs) {
            tab.say("a", "b");
        }

        assertThat(delivered).containsExactly("", "a", "b", "a");
        assertThat(tabs).extracting(tab -> tab.cuts).containsExactly(0, 0, 0, 1);
    }
}
