package dev.parley.chat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who has which name now, whatever the way in. Belongs to the chat's lane. */
final class People {
    private final int max;
    private final Map<String, Presence> byName = new LinkedHashMap<>();

    People(int max) {
        this.max = max;
    }

    @Nullable
    Presence find(Name name) {
        return byName.get(name.key());
    }

    boolean isFull() {
        return byName.size() >= max;
    }

    Presence reserve(Wish wish) {
        Presence reserved = new Presence(wish);
        byName.put(wish.name().key(), reserved);
        return reserved;
    }

    /** The owner's coming is stored. */
    void come(Presence presence) {
        presence.come();
        byName.remove(presence.name().key());
        byName.put(presence.name().key(), presence); // the last to come
    }

    void free(Presence presence) {
        byName.remove(presence.name().key(), presence);
    }

    /** Those who have a name, here or not yet. */
    Collection<Presence> all() {
        return byName.values();
    }

    /** Those who are here, in the order of their coming. */
    List<Here> here() {
        return byName.values().stream()
                .filter(Presence::isHere)
                .map(Presence::asHere)
                .toList();
    }
}
