package dev.parley.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notes what it is given. A WebSocket may complete inside the write or when the test says; polling when the test polls. */
public final class FakeTransport implements Transport {
    /** Texts of the packets of each write, joined by spaces. */
    public final List<String> written = new ArrayList<>();

    final List<List<Outgoing>> batches = new ArrayList<>();
    final List<CloseReason> closed = new ArrayList<>();

    /** Whether a write is complete when it returns. */
    boolean inline;

    /** What happens inside the next write, before it completes. */
    Runnable duringWrite = () -> {};

    /** How often the clock has looked at it. */
    int looks;

    /** What happens at each look. */
    Runnable duringLook = () -> {};

    /** Whether it has a deadline. */
    boolean waits;

    @Nullable
    EngineSession session;

    private final Kind kind;
    private final long limit;
    private boolean inWrite;

    private FakeTransport(Kind kind, boolean inline, long limit) {
        this.kind = kind;
        this.inline = inline;
        this.limit = limit;
    }

    public static FakeTransport webSocket() {
        return new FakeTransport(Kind.WEBSOCKET, true, Long.MAX_VALUE);
    }

    static FakeTransport slowWebSocket() {
        return new FakeTransport(Kind.WEBSOCKET, false, Long.MAX_VALUE);
    }

    static FakeTransport polling() {
        return new FakeTransport(Kind.POLLING, false, 1_024);
    }

    /** The write that is under way is complete, or the client polls. */
    boolean ready() {
        return Objects.requireNonNull(session).ready(this);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public long batchLimit() {
        return limit;
    }

    @Override
    public boolean tick(long now) {
        looks++;
        duringLook.run();
        return waits;
    }

    @Override
    public void write(List<Outgoing> batch) {
        if (inWrite) {
            throw new AssertionError("a write inside a write");
        }
        inWrite = true;
        batches.add(batch);
        written.add(String.join(" ", batch.stream().map(Outgoing::text).toList()));
        Runnable during = duringWrite;
        duringWrite = () -> {};
        during.run();
        boolean completes = inline;
        if (completes) {
            ready();
        }
        inWrite = false;
    }

    @Override
    public void close(CloseReason why) {
        closed.add(why);
    }
}
