package dev.parley.engine;

/** Flush loops without threads, for tests: what is queued is written when the test says so. */
public final class SteppedFlushLoops {
    private final FlushLoop first = new FlushLoop();
    private final FlushLoop second = new FlushLoop();
    private final FlushLoops loops = new FlushLoops(first, second);

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
