package dev.parley.streams;

import java.time.Duration;

/**
 * What goes wrong on purpose, so that the lab can show who recovers how.
 *
 * @param delay by which the client's answers are late
 * @param cutEvery the answer is cut at each tick whose id this number divides; 0 means never
 */
record Fault(Duration delay, long cutEvery) {
    static final Fault NONE = new Fault(Duration.ZERO, 0);

    boolean cutsAt(long id) {
        return cutEvery > 0 && id % cutEvery == 0;
    }
}
