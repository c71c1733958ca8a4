package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What answers as soon as the WAR is deployed. */
@Tag("carrier")
class DeploymentIT extends ParleyIT {

    @Test
    void health_says_that_everything_is_up() throws Exception {
        // A busy machine needs its time to make the tables.
        HttpResponse<String> answer = Eventually.until(() -> get("health"), health -> health.statusCode() == 200);

        assertThat(answer.body()).contains("\"status\":\"up\"");
    }

    @Test
    void a_client_gets_a_handshake() throws Exception {
        HttpResponse<String> answer = get("socket.io/?EIO=4&transport=polling");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("0\\{\"sid\":\"[A-Za-z0-9_-]{24}\",.*");
    }

    @Test
    void the_carrier_is_the_one_that_is_asked_for() throws Exception {
        String carrier = System.getProperty("it.carrier");
        Settings unset = Settings.from(new SettingsSource(Map.of(), Map.of(), Map.of()));

        assertThat(Figures.of(this)
                        .hasCarrier(
                                carrier != null
                                        ? carrier
                                        : unset.engine().carrier().name()))
                .isTrue();
    }

    @Test
    void the_official_client_is_served_once_and_then_not_modified() throws Exception {
        for (String file : new String[] {
            "socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js", "socket.io.js.map"
        }) {
            HttpResponse<String> first = get("socket.io/" + file);
            String etag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> second = get("socket.io/" + file, "If-None-Match", etag);

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).isNotEmpty();
            assertThat(second.statusCode()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
        }
    }
}
