package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Crowded;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private final Capacity capacity = new Capacity(3, 2);

    @Test
    void an_address_may_have_so_many_and_others_have_their_own() {
        assertThat(capacity.take("10.0.0.1")).isTrue();
        assertThat(capacity.crowded("10.0.0.1")).isNull();
        assertThat(capacity.take("10.0.0.1")).isTrue();
        assertThat(capacity.crowded("10.0.0.1")).isEqualTo(Crowded.ADDRESS);
        assertThat(capacity.crowded("10.0.0.2")).isNull();
    }

    @Test
    void there_are_so_many_in_all_whoever_has_them() {
        for (int i = 0; i < 3; i++) {
            assertThat(capacity.take("10.0.0." + i)).isTrue();
        }
        assertThat(capacity.taken()).isEqualTo(3);
        assertThat(capacity.crowded("10.0.0.9")).isEqualTo(Crowded.SERVER);
        assertThat(capacity.take("10.0.0.9")).isFalse();
        capacity.giveBack("10.0.0.9");
        capacity.giveBack("10.0.0.0");
        assertThat(capacity.crowded("10.0.0.9")).isNull();
    }

    @Test
    void one_too_many_is_told_and_counts_until_it_is_given_back() {
        for (int i = 0; i < 2; i++) {
            capacity.take("10.0.0.1");
        }
        assertThat(capacity.take("10.0.0.1")).isFalse();
        capacity.giveBack("10.0.0.1");
        assertThat(capacity.crowded("10.0.0.1")).isEqualTo(Crowded.ADDRESS);
        capacity.giveBack("10.0.0.1");
        assertThat(capacity.crowded("10.0.0.1")).isNull();
    }

    @Test
    void the_addresses_of_one_ipv6_network_share() {
        capacity.take("2001:db8:1:2::1");
        capacity.take("2001:db8:1:2::2");
        assertThat(capacity.crowded("2001:db8:1:2:ffff::9")).isEqualTo(Crowded.ADDRESS);
        assertThat(capacity.crowded("2001:db8:1:3::1")).isNull();
    }
}
