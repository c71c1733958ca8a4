package dev.parley.abuse;

import java.io.IOException;
import java.util.Random;

/** One way to misbehave. Made anew each time it strikes; many strike at once. */
record Attack(String name, Strike strike) {
    /** What an attacker does. An {@link IOException} is what a server that defends itself leaves of it. */
    @FunctionalInterface
    interface Strike {
        void at(Target target, Random random) throws IOException;
    }
}
