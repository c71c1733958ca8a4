package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a script of {@code src/test/browser}, whose tests drive Chromium. */
final class BrowserScript {
    private static final long PATIENCE_SECONDS = 600;

    private BrowserScript() {}

    /**
     * Runs the tests of a script to their end and fails with what they printed unless all pass.
     *
     * @param name of the file, without {@code .browser.mjs}
     * @param application where Parley is
     */
    static void run(String name, URI application) throws Exception {
        Path report = Path.of(System.getProperty("it.target"), name + ".browser.log");
        ProcessBuilder node = new ProcessBuilder("node", "--test", "src/test/browser/" + name + ".browser.mjs")
                .redirectErrorStream(true)
                .redirectOutput(report.toFile());
        node.environment().put("PARLEY_URL", application.toString());
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
