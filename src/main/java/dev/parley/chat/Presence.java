package dev.parley.chat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A name that somebody has now: reserved until its owner's coming is stored, and then with the owner's connections. */
final class Presence {
    private final Name name;
    private final Set<Visitor> visitors = new LinkedHashSet<>(2);
    private final List<Runnable> waiting = new ArrayList<>(0);
    private @Nullable String keyHash;
    private @Nullable Person person;
    private boolean here;

    /** @param keyHash of the key that its owner showed, or null */
    Presence(Name name, @Nullable String keyHash) {
        this.name = name;
        this.keyHash = keyHash;
    }

    Name name() {
        return name;
    }

    boolean isOf(@Nullable String hash) {
        return hash != null && hash.equals(keyHash);
    }

    /** Whether its owner's coming is stored. */
    boolean isHere() {
        return here;
    }

    Person person() {
        return Objects.requireNonNull(person, "not known yet");
    }

    void identify(Person owner, @Nullable String ownersKeyHash) {
        person = owner;
        keyHash = ownersKeyHash;
    }

    void come() {
        here = true;
    }

    void add(Visitor visitor) {
        visitors.add(visitor);
    }

    void remove(Visitor visitor) {
        visitors.remove(visitor);
    }

    boolean isDeserted() {
        return visitors.isEmpty();
    }

    /** Lets other connections with the same key wait until it is clear whether their person comes. */
    void whenSettled(Runnable retry) {
        waiting.add(retry);
    }

    /** The person is here, or the name is free again. */
    void settle() {
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
    }
}
