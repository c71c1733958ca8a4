package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {
    private final Shares shares = new Shares(2);

    @Test
    void an_address_may_have_so_many_and_others_have_their_own() {
        assertThat(shares.take("10.0.0.1")).isTrue();
        assertThat(shares.isSpent("10.0.0.1")).isFalse();
        assertThat(shares.take("10.0.0.1")).isTrue();
        assertThat(shares.isSpent("10.0.0.1")).isTrue();
        assertThat(shares.isSpent("10.0.0.2")).isFalse();
    }

    @Test
    void one_too_many_is_told_and_counts_until_it_is_given_back() {
        for (int i = 0; i < 2; i++) {
            shares.take("10.0.0.1");
        }
        assertThat(shares.take("10.0.0.1")).isFalse();
        shares.giveBack("10.0.0.1");
        assertThat(shares.isSpent("10.0.0.1")).isTrue();
        shares.giveBack("10.0.0.1");
        assertThat(shares.isSpent("10.0.0.1")).isFalse();
    }

    @Test
    void the_addresses_of_one_ipv6_network_share() {
        shares.take("2001:db8:1:2::1");
        shares.take("2001:db8:1:2::2");
        assertThat(shares.isSpent("2001:db8:1:2:ffff::9")).isTrue();
        assertThat(shares.isSpent("2001:db8:1:3::1")).isFalse();
    }
}
