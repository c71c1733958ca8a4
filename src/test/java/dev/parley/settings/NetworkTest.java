package dev.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static InetAddress address(String written) {
        return Network.address(written).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.16.0/20, 192.168.31.255, true",
        "192.168.16.0/20, 192.168.32.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "fd00::/8, fd12:3456::1, true",
        "fd00::/8, fe80::1, false",
        "::1, 127.0.0.1, false"
    })
    void an_address_is_in_a_network_that_has_its_first_bits(String network, String address, boolean inside) {
        assertThat(Network.parse(network).orElseThrow().contains(address(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy",
                "localhost",
                "cafe",
                "10.0.0.0/33",
                "::1/129",
                "10.0.0/8",
                "256.0.0.1",
                "1.2.3.4/",
                "::g"
            })
    void what_is_no_address_is_refused_and_never_looked_up(String written) {
        assertThat(Network.parse(written)).isEmpty();
    }

    @Test
    void a_bad_proxy_stops_the_deployment() {
        assertThatThrownBy(() -> Settings.from(new SettingsSource(
                        Map.of("parley.http.proxies", "10.0.0.0/8, proxy.example"), Map.of(), Map.of())))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("http.proxies")
                .hasMessageContaining("proxy.example");
    }
}
