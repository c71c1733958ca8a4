package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The one jar that deploy/uberjar makes, started as the systemd unit and as the Dockerfile start it. */
@DisabledIfSystemProperty(named = "it.server", matches = ".*", disabledReason = "it is Payara Micro")
class UberJarIT {
    private static final long PATIENCE_MINUTES = 5;
    private static final Path DEPLOY = Path.of(System.getProperty("it.deploy", ""));
    private static final Path JAR = Path.of(System.getProperty("it.target", ""), "parley-micro.jar");

    @BeforeAll
    static void make() throws Exception {
        Process process = new ProcessBuilder(DEPLOY.resolve("uberjar").toString(), "--skip-build")
                .inheritIO()
                .start();
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static void assertItRuns(String command, Path data) throws Exception {
        int port = RunningServer.freePort();
        List<String> words = new ArrayList<>(List.of(command.replace("/opt/parley/parley-micro.jar", JAR.toString())
                .replace("8080", Integer.toString(port))
                .split(" ")));
        words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        try (RunningServer server = RunningServer.start(words, port, data)) {
            // Payara Micro says that the application is ready before it listens.
            Eventually.until(() -> answers(server), answers -> answers);
            LineClient ann = LineClient.join(server, "Ann");
            assertThat(ann.say("one jar").getBoolean("ok")).isTrue();
            assertThat(LineClient.history(server)).containsExactly("one jar");
            ann.leave();
        }
        assertThat(data.resolve("parley.mv.db")).exists();
    }

    private static boolean answers(RunningServer server) throws Exception {
        try {
            return LineClient.get(server, "health").statusCode() == 200;
        } catch (IOException e) {
            return false; // does not listen yet
        }
    }

    @Test
    void it_runs_as_the_systemd_unit_starts_it(@TempDir Path data) throws Exception {
        List<String> unit = Files.readAllLines(DEPLOY.resolve("systemd/parley.service"));

        assertItRuns(value(unit, "ExecStart="), data);
    }

    @Test
    void systemd_takes_the_unit() throws Exception {
        Process verify = new ProcessBuilder(
                        "systemd-analyze",
                        "verify",
                        DEPLOY.resolve("systemd/parley.service").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(said.lines().filter(line -> line.contains("parley.service"))).isEmpty();
        assertThat(verify.waitFor()).as(said).isZero();
    }

    @Test
    void it_runs_as_the_dockerfile_starts_it(@TempDir Path data) throws Exception {
        List<String> dockerfile = Files.readAllLines(DEPLOY.resolve("docker/Dockerfile"));
        assertThat(dockerfile).contains("COPY target/parley-micro.jar /opt/parley/parley-micro.jar");
        String entryPoint = value(dockerfile, "ENTRYPOINT ");

        assertItRuns(entryPoint.replaceAll("[\\[\\]\",]", ""), data);
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElseThrow();
    }
}
