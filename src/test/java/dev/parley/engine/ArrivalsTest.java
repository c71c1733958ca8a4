package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long SECOND = 1_000_000_000;
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    /** The clock starts just before the overflow that a monotonic clock may have. */
    private long now = Long.MAX_VALUE - 10;

    private static Arrivals arrivals(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("parley.engine." + settings[i], settings[i + 1]);
        }
        return new Arrivals(Settings.from(new SettingsSource(properties, Map.of(), Map.of()))
                .engine());
    }

    @Test
    void the_server_is_full_until_somebody_leaves() {
        Arrivals arrivals = arrivals("max-sessions", "2");

        assertThat(arrivals.enter(A, now)).isTrue();
        assertThat(arrivals.ask(B, now)).isNull();
        assertThat(arrivals.enter(B, now)).isTrue();
        assertThat(arrivals.ask(B, now)).isEqualTo(Crowded.SERVER);
        assertThat(arrivals.enter(B, now)).isFalse();
        arrivals.left(A);
        assertThat(arrivals.ask(B, now)).isNull();
        assertThat(arrivals.enter(B, now)).isTrue();
    }

    @Test
    void addresses_of_ipv_6_that_one_subscriber_has_are_one() {
        Arrivals arrivals = arrivals("max-sessions-per-address", "1");

        assertThat(arrivals.enter("2001:db8:0:1::1", now)).isTrue();
        assertThat(arrivals.ask("2001:db8:0:1:ffff::2", now)).isEqualTo(Crowded.ADDRESS);
        assertThat(arrivals.enter("2001:DB8::1:0:0:0:2", now)).isFalse();
        assertThat(arrivals.enter("2001:db8:0:2::1", now)).isTrue();
        arrivals.left("2001:db8:0:1::1");

        assertThat(arrivals.enter("2001:db8:0:1::2", now)).isTrue();
    }

    @Test
    void an_address_that_has_its_share_keeps_nobody_else_out() {
        Arrivals arrivals = arrivals("max-sessions-per-address", "1");

        assertThat(arrivals.enter(A, now)).isTrue();
        assertThat(arrivals.ask(A, now)).isEqualTo(Crowded.ADDRESS);
        assertThat(arrivals.enter(A, now)).isFalse();
        assertThat(arrivals.ask(B, now)).isNull();
        assertThat(arrivals.enter(B, now)).isTrue();
        arrivals.left(A);
        assertThat(arrivals.ask(A, now)).isNull();
        assertThat(arrivals.enter(A, now)).isTrue();
    }

    @Test
    void an_address_that_asks_too_often_is_refused_until_a_moment_after_it_stops() {
        Arrivals arrivals = arrivals("handshakes-per-second", "10");
        for (int i = 0; i < 10; i++) {
            assertThat(arrivals.ask(A, now)).isNull();
        }

        for (int i = 0; i < 1_000; i++) {
            assertThat(arrivals.ask(A, now)).isEqualTo(Crowded.HASTE);
        }
        assertThat(arrivals.ask(B, now)).isNull();
        now += SECOND / 2;
        assertThat(arrivals.ask(A, now)).isNull();
        now += SECOND;
        for (int i = 0; i < 10; i++) {
            assertThat(arrivals.ask(A, now)).isNull();
        }
        assertThat(arrivals.ask(A, now)).isEqualTo(Crowded.HASTE);
    }

    @Test
    void an_address_is_forgotten_a_second_after_its_last_session() {
        Arrivals arrivals = arrivals("handshakes-per-second", "10");
        arrivals.ask(A, now);
        arrivals.enter(A, now);
        arrivals.ask(B, now);
        assertThat(arrivals.size()).isEqualTo(2);

        now += SECOND;
        arrivals.tick(now);
        assertThat(arrivals.size()).isEqualTo(1);
        arrivals.left(A);
        arrivals.tick(now);
        assertThat(arrivals.size()).isZero();
    }
}
