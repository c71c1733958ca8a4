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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How a guest takes the name to another device: here a code is valid for a minute and a half, three may be wrong, and two people may be
 * here.
 */
class DeviceCodesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
    private static final Map<String, String> LIMITS = Map.of(
            "parley.chat.device-code.valid", "90s",
            "parley.chat.device-code.max-wrong", "3",
            "parley.chat.max-people", "2");

    private final ChatSettings settings =
            Settings.from(new SettingsSource(LIMITS, Map.of(), Map.of())).chat();
    private final MemoryDirectory directory = new MemoryDirectory();
    private final MemoryLog log = new MemoryLog(directory.rooms);
    private final SteppedExecutor storage = new SteppedExecutor();
    private long now;
    private final Chat chat = new Chat(
            settings,
            new Storage(log, directory, directory, log, directory.rooms, log, log.files),
            storage,
            CLOCK,
            new Turnstile(settings, () -> now, new ChatCounters()));

    /** A connection, what it was answered last, and as whom it entered. */
    private final class Client {
        private @Nullable Outcome<?> last;
        private @Nullable Person me;
        private final Visitor visitor;

        Client(@Nullable String account) {
            visitor = new Visitor(person -> me = person, account, () -> {});
        }

        Client join(String name) {
            chat.join(visitor, name, null, outcome -> last = outcome);
            return this;
        }

        Client joinBy(String code) {
            chat.joinByCode(visitor, code, outcome -> last = outcome);
            return this;
        }

        String code() {
            chat.deviceCodes().make(visitor, outcome -> last = outcome);
            return ((DeviceCodes.Made) done()).code();
        }

        Client leave() {
            chat.leave(visitor);
            return this;
        }

        Object done() {
            return ((Outcome.Done<?>) Objects.requireNonNull(last)).value();
        }

        @Nullable
        String token() {
            return ((Joined) done()).token();
        }

        Refusal refusal() {
            return ((Outcome.Refused<?>) Objects.requireNonNull(last)).why();
        }
    }

    private Client client() {
        return new Client(null);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void whoever_shows_a_code_is_its_person_with_the_token_once() {
        Client first = client().join("Ann");
        String token = first.token();
        String code = first.code();
        Client second = client().joinBy(code);

        assertThat(second.me).isEqualTo(first.me);
        assertThat(second.token()).isEqualTo(token);
        assertThat(((Joined) second.done()).notice()).isEmpty();
        assertThat(client().joinBy(code).refusal()).isEqualTo(Refusal.UNKNOWN_CODE);
        assertThat(log.stored()).containsExactly("JOIN Ann");
    }

    @Test
    void a_code_brings_a_person_back_who_is_not_here_any_more() {
        Client first = client().join("Ann");
        String token = first.token();
        String code = first.code();
        first.leave();

        Client second = client().joinBy(code);

        assertThat(second.me).isEqualTo(first.me);
        assertThat(second.token()).isEqualTo(token);
        assertThat(log.stored()).containsExactly("JOIN Ann", "LEAVE Ann", "JOIN Ann");
    }

    @Test
    void the_code_is_used_though_its_device_is_gone_before_the_answer() {
        Client first = client().join("Ann");
        String code = first.code();
        storage.hold();
        client().joinBy(code).leave();
        storage.release();

        assertThat(client().joinBy(code).refusal()).isEqualTo(Refusal.UNKNOWN_CODE);
        assertThat(client().joinBy(first.code()).me).isEqualTo(first.me);
    }

    static Stream<UnaryOperator<String>> spellings() {
        return Stream.of(
                code -> code.replace("-", ""),
                code -> code.toLowerCase(Locale.ROOT),
                code -> " " + String.join("\u3000-\u00A0", code.split("")) + "\n",
                code -> code.replace('0', 'o').replace('1', 'l'),
                code -> code.replace('0', 'O').replace('1', 'i'));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void a_code_is_known_however_it_is_typed(UnaryOperator<String> spelling) {
        Client ann = client().join("Ann");

        for (int i = 0; i < 20; i++) {
            Client other = client().joinBy(spelling.apply(ann.code()));
            assertThat(other.me).isEqualTo(ann.me);
            other.leave();
            pass(Duration.ofSeconds(1)); // for the pace of Ann's connection
        }
    }

    @Test
    void a_code_has_fifty_bits_without_letters_that_look_like_others() {
        Client ann = client().join("Ann");
        Set<String> codes = new HashSet<>();
        Set<Character> digits = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String code = ann.code();
            assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}");
            codes.add(code);
            code.chars().forEach(c -> digits.add((char) c));
            pass(Duration.ofSeconds(1));
        }

        assertThat(codes).hasSize(100);
        assertThat(digits).hasSize(32 + 1);
    }

    @Test
    void a_code_is_valid_for_its_time_and_no_longer() {
        Client ann = client().join("Ann");
        String code = ann.code();
        assertThat(((DeviceCodes.Made) ann.done()).valid()).isEqualTo(Duration.ofSeconds(90));
        pass(Duration.ofSeconds(90).minusNanos(1));
        assertThat(client().joinBy(code).me).isEqualTo(ann.me);

        String late = ann.code();
        pass(Duration.ofSeconds(90));

        assertThat(client().joinBy(late).refusal()).isEqualTo(Refusal.UNKNOWN_CODE);
    }

    @Test
    void a_new_code_takes_the_place_of_the_one_before() {
        Client ann = client().join("Ann");
        String before = ann.code();
        String after = ann.code();

        assertThat(client().joinBy(before).refusal()).isEqualTo(Refusal.UNKNOWN_CODE);
        assertThat(client().joinBy(after).me).isEqualTo(ann.me);
    }

    @Test
    void a_name_that_is_forgotten_has_no_code() {
        Client ann = client().join("Ann");
        String code = ann.code();
        chat.forget(ann.visitor, outcome -> {});

        assertThat(client().joinBy(code).refusal()).isEqualTo(Refusal.UNKNOWN_CODE);
    }

    @Test
    void there_are_as_many_codes_as_people_may_be_here() {
        for (String name : List.of("Ann", "Bob")) {
            Client one = client().join(name);
            one.code();
            one.leave();
        }
        Client cid = client().join("Cid");
        chat.deviceCodes().make(cid.visitor, outcome -> cid.last = outcome);
        assertThat(cid.refusal()).isEqualTo(Refusal.BUSY);

        pass(Duration.ofSeconds(90));

        assertThat(client().joinBy(cid.code()).me).isEqualTo(cid.me);
    }

    @Test
    void only_a_guest_who_can_come_again_gets_a_code() {
        Client nobody = client();
        chat.deviceCodes().make(nobody.visitor, outcome -> nobody.last = outcome);
        Client account = new Client("Ann").join("");
        chat.deviceCodes().make(account.visitor, outcome -> account.last = outcome);
        Client passing = client();
        chat.line(passing.visitor, "Bob", outcome -> {});
        chat.deviceCodes().make(passing.visitor, outcome -> passing.last = outcome);

        assertThat(nobody.refusal()).isEqualTo(Refusal.NOT_JOINED);
        assertThat(account.refusal()).isEqualTo(Refusal.NO_TOKEN);
        assertThat(passing.refusal()).isEqualTo(Refusal.NO_TOKEN);
    }

    @Test
    void a_code_that_cannot_be_made_now_leaves_the_one_before_as_it_is() {
        Client ann = client().join("Ann");
        String code = ann.code();
        storage.fill();
        chat.deviceCodes().make(ann.visitor, outcome -> ann.last = outcome);
        assertThat(ann.refusal()).isEqualTo(Refusal.BUSY);
        storage.empty();

        assertThat(client().joinBy(code).me).isEqualTo(ann.me);
    }

    @Test
    void whom_the_server_has_authenticated_stays_that_and_uses_no_code() {
        Client ann = client().join("Ann");
        String code = ann.code();

        Client account = new Client("Bob").joinBy(code);

        assertThat(Objects.requireNonNull(account.me).name()).isEqualTo(new Name("Bob"));
        assertThat(account.token()).isNull();
        assertThat(client().joinBy(code).me).isEqualTo(ann.me);
    }

    @Test
    void who_is_somebody_already_uses_no_code() {
        Client ann = client().join("Ann");
        String code = ann.code();

        assertThat(client().join("Bob").joinBy(code).refusal()).isEqualTo(Refusal.ALREADY_JOINED);
        assertThat(client().joinBy(code).me).isEqualTo(ann.me);
    }

    @Test
    void after_too_many_wrong_codes_of_whomever_all_are_refused_until_the_minute_is_over() {
        Client ann = client().join("Ann");
        String code = ann.code();
        List<Refusal> refusals = new ArrayList<>();
        pass(Duration.ofSeconds(10));
        for (int i = 0; i < 4; i++) {
            refusals.add(client().joinBy("00000-0000" + i).refusal());
        }
        assertThat(refusals)
                .containsExactly(Refusal.UNKNOWN_CODE, Refusal.UNKNOWN_CODE, Refusal.UNKNOWN_CODE, Refusal.TOO_FAST);
        pass(Duration.ofMinutes(1).minusNanos(1));
        assertThat(client().joinBy(code).refusal()).isEqualTo(Refusal.TOO_FAST);

        pass(Duration.ofNanos(1));

        assertThat(client().joinBy(code).me).isEqualTo(ann.me);
        assertThat(client().joinBy(code).refusal()).isEqualTo(Refusal.UNKNOWN_CODE);
    }
}
