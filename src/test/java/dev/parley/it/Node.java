package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of {@code src/test/npm} with the packages that the build has brought beside them. */
final class Node {
    private static final long DEADLINE_SECONDS = 300;

    private Node() {}

    /** Runs a script to its end and fails with what it printed unless it ends with 0. */
    static String run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(new File(System.getProperty("it.npm")))
                .redirectErrorStream(true)
                .start();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.io.IOException e) {
                return e.toString();
            }
        });
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String printed = output.get(5, TimeUnit.SECONDS);
        assertThat(process.waitFor())
                .describedAs("%s printed:%n%s", script, printed)
                .isZero();
        return printed;
    }
}
