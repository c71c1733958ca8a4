package dev.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings from(Map<String, String> properties) {
        return Settings.from(new SettingsSource(properties, Map.of(), Map.of()));
    }

    @Test
    void defaults_need_no_configuration() {
        Settings settings = from(Map.of());

        assertThat(settings.engine().pingInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.engine().maxPayload()).isEqualTo(1_000_000);
        assertThat(settings.unknownKeys()).isEmpty();
    }

    @Test
    void a_system_property_wins_over_the_environment_and_that_over_a_context_param() {
        Map<String, String> property = Map.of("parley.engine.ping-interval", "1s");
        Map<String, String> environment =
                Map.of("PARLEY_ENGINE_PING_INTERVAL", "2s", "PARLEY_ENGINE_PING_TIMEOUT", "2s");
        Map<String, String> contextParam = Map.of(
                "parley.engine.ping-interval", "3s",
                "parley.engine.ping-timeout", "3s",
                "parley.engine.upgrade-timeout", "3s");

        Settings.Engine engine = Settings.from(new SettingsSource(property, environment, contextParam))
                .engine();

        assertThat(engine.pingInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(engine.pingTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(engine.upgradeTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "parley.engine.ping-interval, 25, a duration with its unit",
        "parley.engine.ping-interval, 1ms, from 100ms to 1h",
        "parley.engine.max-payload, 1GB, a size",
        "parley.engine.max-payload, 1GiB, from 1KiB to 64MiB",
        "parley.engine.max-payload, 17179869184GiB, from 1KiB to 64MiB",
        "parley.chat.name-kept, 213503982335d, from 1s to 3650d",
        "parley.chat.device-code.valid, 2h, from 1s to 1h",
        "parley.engine.flush-loops, two, a whole number from 0 to 64",
        "parley.engine.flush-loops, 65, a whole number from 0 to 64",
        "parley.chat.files.max-bytes, 2GiB, from 0B to 1GiB",
        "parley.chat.files.types, image, media types such as application/pdf",
        "parley.chat.files.types, */png, media types such as application/pdf",
    })
    void a_bad_value_names_its_key_the_value_and_what_is_allowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(key.substring("parley.".length()))
                .hasMessageContaining('"' + value + '"')
                .hasMessageContaining(allowed);
    }

    @Test
    void a_secret_that_is_too_short_is_refused_and_not_shown() {
        assertThatThrownBy(() -> from(Map.of("parley.chat.token-key", "hunter2")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("chat.token-key")
                .hasMessageContaining("at least 32 characters")
                .hasMessageNotContaining("hunter2");
        assertThat(from(Map.of("parley.chat.token-key", "k".repeat(32))).chat().tokenKey())
                .hasSize(32);
    }

    @Test
    void a_list_is_separated_by_commas() {
        assertThat(from(Map.of("parley.engine.allowed-origins", "https://a.example, https://b.example,"))
                        .engine()
                        .allowedOrigins())
                .containsExactly("https://a.example", "https://b.example");
    }

    @Test
    void files_may_be_more_in_all_than_an_int_holds_and_their_types_are_in_lower_case() {
        ChatSettings.Files files = from(Map.of("parley.chat.files.types", "Image/*, application/pdf"))
                .chat()
                .files();

        assertThat(files.maxTotal()).isEqualTo(10L << 30);
        assertThat(files.types()).containsExactly("image/*", "application/pdf");
    }

    @Test
    void an_unknown_key_is_reported_from_each_source() {
        Settings settings = Settings.from(new SettingsSource(
                Map.of("parley.engin.ping-interval", "1s", "java.home", "x"),
                Map.of("PARLEY_TYPO", "1", "PARLEY_ENGINE_FLUSH_LOOPS", "1", "PATH", "x"),
                Map.of("parley.chat.nonsense", "1")));

        assertThat(settings.unknownKeys()).containsExactly("PARLEY_TYPO", "chat.nonsense", "engin.ping-interval");
    }
}
