package dev.parley.engine;

import java.time.Duration;

/** Flush loops without threads, for tests: what is queued is written when the test says so. */
public final class SteppedFlushLoops {
    private final FlushLoop first = unhurried();
    private final FlushLoop second = unhurried();
    private final FlushLoops loops = new FlushLoops(first, second);

    private static FlushLoop unhurried() {
        return new FlushLoop(Duration.ZERO, System::nanoTime);
    }

    public FlushLoops loops() {
        return loops;
    }

    /** Writes until nothing is queued any more. */
    public void settle() {
        boolean busy = true;
        while (busy) {
            busy = first.pass();
            busy |= second.pass();
        }
    }
}
