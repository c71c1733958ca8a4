package dev.parley.chat;

import java.util.function.Function;

/**
 * What became of a command. A "no" that is to be expected is a value, not an exception.
 *
 * @param <T> what a command that was done brings
 */
public sealed interface Outcome<T> {

    /** It is done, and what it changed is stored. */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * Nothing was changed.
     *
     * @param detail for a developer, in English
     */
    record Refused<T>(Refusal why, String detail) implements Outcome<T> {}

    /** Refused with the usual words. */
    static <T> Outcome<T> refused(Refusal why) {
        return new Refused<>(why, why.detail());
    }

    /** The same outcome with what it brings made into something else. */
    default <U> Outcome<U> map(Function<T, U> change) {
        return flatMap(value -> new Done<>(change.apply(value)));
    }

    /** What follows from what was done, or the same refusal. */
    default <U> Outcome<U> flatMap(Function<T, Outcome<U>> next) {
        if (this instanceof Done<T> done) {
            return next.apply(done.value());
        }
        if (this instanceof Refused<T> refused) {
            return new Refused<>(refused.why(), refused.detail());
        }
        throw new AssertionError(this);
    }
}
