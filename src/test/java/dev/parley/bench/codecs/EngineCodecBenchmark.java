package dev.parley.bench.codecs;

import dev.parley.wire.engineio.EngineCodec;
import dev.parley.wire.engineio.EngineFormatException;
import dev.parley.wire.engineio.EnginePacket;
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

/** Payloads of long-polling, joined and split; single packets, as a WebSocket carries them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EngineCodecBenchmark {
    @Param({"1", "100"})
    public int packets;

    private EnginePacket packet = new EnginePacket.Text("2[\"message\",\"" + "x".repeat(100) + "\"]");
    private String text = EngineCodec.encode(packet);
    private String payload = "";

    @Setup
    public void prepare() {
        payload = String.join(String.valueOf(EngineCodec.SEPARATOR), Collections.nCopies(packets, text));
    }

    @Benchmark
    public String encodePacket() {
        return EngineCodec.encode(packet);
    }

    @Benchmark
    public EnginePacket decodePacket() throws EngineFormatException {
        return EngineCodec.decode(text);
    }

    @Benchmark
    public List<EnginePacket> decodePayload() throws EngineFormatException {
        return EngineCodec.decodePayload(payload);
    }
}
