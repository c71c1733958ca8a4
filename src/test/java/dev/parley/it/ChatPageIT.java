package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The chat's page in Chromium; what it has to do is in src/test/browser/chat.browser.mjs. */
class ChatPageIT extends ParleyIT {
    private static final long PATIENCE_SECONDS = 600;

    @Test
    void people_chat_in_their_browsers() throws Exception {
        Path report = Path.of(System.getProperty("it.target"), "chat.browser.log");
        ProcessBuilder node = new ProcessBuilder("node", "--test", "src/test/browser/chat.browser.mjs")
                .redirectErrorStream(true)
                .redirectOutput(report.toFile());
        node.environment().put("PARLEY_URL", at("").toString());
        node.environment().put("PARLEY_NPM", System.getProperty("it.npm"));

        Process process = node.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the tests in the browser end in time; %s", report)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(report)).isZero();
        } finally {
            process.destroy();
        }
    }
}
