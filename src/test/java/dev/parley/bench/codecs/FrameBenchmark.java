package dev.parley.bench.codecs;

import dev.parley.wire.websocket.FrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Text to UTF-8, and to the frames of a WebSocket: one, and a batch of 64 in one array. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    @Param({"x", "中"})
    public String letter = "x";

    private String text = "";
    private List<String> batch = List.of();

    @Setup
    public void prepare() {
        text = "42[\"message\",\"" + letter.repeat(100) + "\"]";
        batch = Collections.nCopies(64, text);
    }

    @Benchmark
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public byte[] frame() {
        return FrameEncoder.text(text);
    }

    @Benchmark
    public byte[] batchOf64() {
        return FrameEncoder.texts(batch);
    }
}
