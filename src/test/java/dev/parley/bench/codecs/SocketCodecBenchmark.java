package dev.parley.bench.codecs;

import dev.parley.wire.socketio.SocketDecoder;
import dev.parley.wire.socketio.SocketEncoder;
import dev.parley.wire.socketio.SocketFormatException;
import dev.parley.wire.socketio.SocketPacket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

/** Event packets with an acknowledgement's id, to text and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SocketCodecBenchmark {
    @Param({"/", "/chat"})
    public String namespace = "/";

    private final SocketDecoder decoder = new SocketDecoder(10, 1_000_000);
    private SocketPacket packet = new SocketPacket.Disconnect(namespace);
    private String text = "";

    @Setup
    public void prepare() {
        packet = new SocketPacket.Event(
                namespace, OptionalLong.of(1234), "[\"message\",\"" + "x".repeat(100) + "\"]", List.of());
        text = SocketEncoder.text(packet);
    }

    @Benchmark
    public String encode() {
        return SocketEncoder.text(packet);
    }

    @Benchmark
    public Optional<SocketPacket> decode() throws SocketFormatException {
        return decoder.text(text);
    }
}
