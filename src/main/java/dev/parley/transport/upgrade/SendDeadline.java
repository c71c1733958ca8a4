package dev.parley.transport.upgrade;

/** Whether a client has let something wait for too long. Touched only by the clock. */
final class SendDeadline {
    private final long patience;
    private long lastProgress = -1;
    private long deadline;

    /** @param patience in nanoseconds, for one array to be taken */
    SendDeadline(long patience) {
        this.patience = patience;
    }

    /**
     * Looks again.
     *
     * @param progress another number each time that the container has taken an array, and negative while nothing waits
     * @param now in nanoseconds
     */
    boolean hasPassed(long progress, long now) {
        if (progress < 0 || progress != lastProgress) {
            lastProgress = progress;
            deadline = now + patience;
            return false;
        }
        return now - deadline >= 0;
    }
}
