package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** deploy/run --live: what a contributor saves is what is served. */
@Tag("server")
@EnabledIfSystemProperty(named = "it.server", matches = "tomcat10")
class LiveIT {
    private static final Path ROOT =
            Path.of(System.getProperty("it.deploy", ""), "..").normalize();

    @Test
    void a_saved_file_and_a_compiled_class_are_in_use_at_once(@TempDir Path data) throws Exception {
        Path saved = Files.createTempFile(ROOT.resolve("webapp"), "live", ".txt");
        try (RunningServer server = RunningServer.live(data)) {
            for (String text : new String[] {"first", "second"}) {
                Files.writeString(saved, text);
                assertThat(LineClient.get(server, saved.getFileName().toString())
                                .body())
                        .isEqualTo(text);
            }

            Path compiled = ROOT.resolve("target/classes/dev/parley/boot/ParleyListener.class");
            Files.setLastModifiedTime(compiled, FileTime.from(Instant.now()));

            Eventually.until(
                    () -> server.printed()
                            .lines()
                            .filter(line -> line.contains("Parley is ready"))
                            .count(),
                    starts -> starts == 2);
            Eventually.until(() -> LineClient.get(server, "health").statusCode(), status -> status == 200);
        } finally {
            Files.delete(saved);
        }
    }
}
