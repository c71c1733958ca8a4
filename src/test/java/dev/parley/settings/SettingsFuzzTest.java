package dev.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever an administrator writes behind a setting's name. */
class SettingsFuzzTest {
    /** One of each type. */
    private static final List<String> KEYS = List.of(
            "engine.ping-interval",
            "engine.max-payload",
            "engine.flush-loops",
            "engine.carrier",
            "engine.allowed-origins",
            "streams.faults");

    private static final List<String> VALUES = List.of(
            "25s",
            "100ms",
            "999999999999d",
            "1000000",
            "64KiB",
            "999999999999GiB",
            "0",
            "-1",
            "99999999999999999999",
            "endpoint",
            "true",
            "https://a.example, *");

    private int accepted;
    private int refused;

    @Test
    void a_value_is_taken_or_the_error_names_its_key_and_itself() {
        Fuzz.inputs(30_000, SettingsFuzzTest::value, bytes -> {
            String value = new String(bytes, StandardCharsets.UTF_8);
            for (String key : KEYS) {
                try {
                    Settings.from(new SettingsSource(Map.of("parley." + key, value), Map.of(), Map.of()));
                    accepted++;
                } catch (InvalidSettingException e) {
                    assertThat(e).hasMessageContaining(key).hasMessageContaining(value.strip());
                    refused++;
                }
            }
        });

        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    private static byte[] value(Random random) {
        return VALUES.get(random.nextInt(VALUES.size())).getBytes(StandardCharsets.UTF_8);
    }
}
