package dev.parley.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A WebSocket connection without a network. */
public final class FakeCarrier implements WebSocketCarrier {
    public final List<String> sent = new ArrayList<>();
    public final List<Integer> closed = new ArrayList<>();
    final List<List<Outgoing>> batches = new ArrayList<>();

    /** Whether a send is complete when it returns. */
    public boolean inline = true;

    @Nullable
    WebSocketTransport transport;

    /** Connects with this query beside the version. */
    public static FakeCarrier connect(EngineServer server, String... query) {
        FakeCarrier carrier = new FakeCarrier();
        WebSocketTransport transport = new WebSocketTransport(server, carrier);
        carrier.transport = transport;
        transport.start(EngineFixture.handshake(query));
        return carrier;
    }

    public WebSocketTransport transport() {
        return Objects.requireNonNull(transport);
    }

    @Override
    public void send(Batch batch) {
        batches.add(batch);
        batch.forEach(packet -> sent.add(packet.isBinary() ? packet.packet().toString() : packet.text()));
        if (inline) {
            transport().sent();
        }
    }

    @Override
    public void close(int code, String reason) {
        closed.add(code);
    }
}
