package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fuzz.Fuzz;
import dev.parley.settings.ChatSettings;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import dev.parley.transport.http.SessionCloser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever lines come over the chat's plain WebSocket. */
class LineFuzzTest {
    private static final List<String> LINES = List.of(
            "Ann",
            "Bob",
            "hello",
            "@Bob psst",
            "@Nobody psst",
            "@",
            "@@",
            " ",
            "中文 \uD83D\uDE00",
            "a\tb",
            "<b>x</b>",
            "");

    private final ChatSettings.Line settings = Settings.from(new SettingsSource(Map.of(), Map.of(), Map.of()))
            .chat()
            .line();
    private int said;
    private int refused;

    @Test
    void every_line_is_said_or_refused_and_none_breaks_the_lines_of_others() {
        Fuzz.inputs(3_000, LineFuzzTest::lines, bytes -> {
            GatewayFixture chat = new GatewayFixture();
            LineConnections all = new LineConnections(
                    chat.chat, new Logins(), settings, Runnable::run, Runnable::run, new SessionCloser(Runnable::run));
            FakeSession container = new FakeSession();
            LineConnection connection = new LineConnection(all, "10.0.0.1", null);
            connection.open(container.session());
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
                connection.text(line, true);
            }
            connection.closed();
            container.sent.forEach(this::isALine);
        });

        assertThat(said).isPositive();
        assertThat(refused).isPositive();
    }

    private void isALine(String line) {
        assertThat(line.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\r'))
                .as("control characters in: %s", line)
                .isTrue();
        if (line.startsWith("[系统] ")) {
            refused++;
        } else {
            said++;
        }
    }

    private static byte[] lines(Random random) {
        StringBuilder lines = new StringBuilder("Eve");
        for (int i = random.nextInt(5); i > 0; i--) {
            lines.append('\n').append(LINES.get(random.nextInt(LINES.size())));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
